fetch("https://worker.example/collect");
