fetch("/collect?by=dynamic");
