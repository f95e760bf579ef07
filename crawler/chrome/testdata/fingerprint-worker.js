const canvas = new OffscreenCanvas(200, 50);
const pen = canvas.getContext("2d");
pen.fillText("Larkspur & bluebell", 2, 15);
postMessage(pen.getImageData(0, 0, 200, 50).data.length);
