(0, eval)(`
const pen = document.createElement("canvas").getContext("2d");
pen.fillText("Larkspur & bluebell", 2, 15);
new Function("pen", "pen.canvas.toDataURL()")(pen);
//# sourceURL=https://innocent.example/library.js`);
