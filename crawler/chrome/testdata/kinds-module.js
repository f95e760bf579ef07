import "/kinds-module-part.js";
