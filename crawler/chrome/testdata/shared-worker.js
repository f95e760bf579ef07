fetch("https://shared-worker.example/collect");
