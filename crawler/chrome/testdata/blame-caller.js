fetch("/collect?by=wrapped");
