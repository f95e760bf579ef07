fetch("/collect?by=module");
