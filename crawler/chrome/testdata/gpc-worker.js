fetch("/told?worker=" + navigator.globalPrivacyControl);
