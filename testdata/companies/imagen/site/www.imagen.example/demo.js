// The form of this page is kept at HubSpot.
window.hbspt.forms.create({ portalId: "4819207", formId: "5d0e3a4c-71b2-4c19-9f0e-8b6f2f5a7c11", target: "#demo-form" });
