fetch("/collect?by=other");
