// Stand-in for a lazy loader of images, written for the sample company.
document.addEventListener("DOMContentLoaded", function () {
  const seen = new IntersectionObserver(function (entries) {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      entry.target.src = entry.target.dataset.src;
      seen.unobserve(entry.target);
    }
  });
  document.querySelectorAll("img.lazyload").forEach(function (image) { seen.observe(image); });
});
