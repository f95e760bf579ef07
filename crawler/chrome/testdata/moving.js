new Image().src = "https://pixel.example/pixel.gif?script";
