document.title = 'été';
