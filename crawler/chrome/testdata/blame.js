// Sends one request in each way in which a script can do so without it being plain who did.
const send = (by) => fetch("/collect?by=" + by);
const blob = (text, type = "text/javascript") => URL.createObjectURL(new Blob([text], {type}));
const insert = (fill) => { const s = document.createElement("script"); fill(s); document.head.append(s); };

send("external");
eval("fetch('/collect?by=eval')");
new Function("fetch('/collect?by=function')")();
setTimeout("fetch('/collect?by=timeout-text')", 10);
insert((s) => { s.src = blob("fetch('/collect?by=blob')"); });
insert((s) => { s.src = "data:text/javascript,fetch('/collect?by=data')"; });
insert((s) => { s.textContent = "fetch('/collect?by=inserted')"; });
insert((s) => { s.src = "https://other.example/blame-other.js"; });
document.write("<script>fetch('/collect?by=written')</" + "script>");
(async () => { await null; await new Promise((yes) => setTimeout(yes, 10)); send("async"); })();
Promise.resolve().then(() => send("promise"));
setTimeout(() => send("timeout"), 10);
requestAnimationFrame(() => send("frame"));
new MutationObserver((list, self) => { self.disconnect(); send("mutation"); }).observe(document.documentElement, {attributes: true});
document.documentElement.dataset.x = "1";
addEventListener("message", (e) => { if (e.data === "go") send("message"); });
postMessage("go", "*");
addEventListener("custom", () => send("listener"));
dispatchEvent(new Event("custom"));
document.getElementById("handler").click();
document.getElementById("javascript").click();
insert((s) => { s.textContent = "fetch('/collect?by=named')\n//# sourceURL=https://innocent.example/lib.js"; });
eval("fetch('/collect?by=named-eval')\n//# sourceURL=https://innocent.example/eval.js");
new Image().src = "/pixel.gif?by=image";
{ const p = document.getElementById("place"); p.style.backgroundImage = "url(/pixel.gif?by=style)"; }
{ const l = document.createElement("link"); l.rel = "stylesheet"; l.href = "/kinds-import.css?by=sheet"; document.head.append(l); }
{ const s = document.createElement("style"); s.textContent = "#place { border-image: url(/pixel.gif?by=css-text) }"; document.head.append(s); }
{ const f = document.createElement("iframe"); f.src = "/nested.html?by=iframe"; document.documentElement.append(f); }
{ const d = document.createElement("div"); d.innerHTML = "<img src='/pixel.gif?by=html'>"; document.documentElement.append(d); }
{ const f = document.createElement("iframe"); document.documentElement.append(f); f.contentWindow.fetch("https://shop.example/collect?by=clean-frame"); }
{ const f = document.createElement("iframe"); f.src = "javascript:'<script>fetch(\"https://shop.example/collect?by=javascript-frame\")</' + 'script>'"; document.documentElement.append(f); }
{ const f = document.createElement("iframe"); document.documentElement.append(f); f.contentDocument.write("<script>fetch('https://shop.example/collect?by=written-frame')</" + "script>"); f.contentDocument.close(); }
{ const f = document.createElement("iframe"); f.src = "data:text/html,<script>fetch('https://shop.example/collect?by=data-frame', {mode: 'no-cors'})</" + "script>"; document.documentElement.append(f); }
import("https://cdn.example/blame-dynamic.js");
import(blob("fetch('https://shop.example/collect?by=blob-module')"));
new Worker(blob("fetch('https://shop.example/collect?by=blob-worker')"));
new Worker("data:text/javascript,fetch('https://shop.example/collect?by=data-worker')");
new Worker(URL.createObjectURL(new Blob(["eval(\"fetch('https://shop.example/collect?by=eval-worker')\")"])));
new EventSource("/empty?by=events");
new WebSocket("wss://shop.example/echo?by=socket");
navigator.sendBeacon("/collect?by=beacon");
{ const f = document.createElement("form"); f.action = "/nested.html?by=form"; f.target = "target"; const t = document.createElement("iframe"); t.name = "target"; document.documentElement.append(t, f); f.submit(); }
{ const f = document.createElement("iframe"); document.documentElement.append(f); f.contentWindow.location = "/nested.html?by=location"; }
{ const f = document.createElement("iframe"); f.srcdoc = "<script>fetch('/collect?by=srcdoc')</" + "script>"; document.documentElement.append(f); }
{ const f = document.createElement("iframe"); f.src = blob("<script>fetch('https://shop.example/collect?by=blob-frame')</" + "script>", "text/html"); document.documentElement.append(f); }
{ const v = document.createElement("video"); v.src = "/kinds.webm?by=video"; document.documentElement.append(v); }
{ new FontFace("F", "url(/kinds.woff2?by=font)").load().catch(() => {}); }
