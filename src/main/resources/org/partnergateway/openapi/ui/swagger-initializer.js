'use strict';

// The other layout has a bar that asks for another document, which the page may not load.
window.addEventListener('load', () => {
  SwaggerUIBundle({
    configUrl: '../v3/api-docs/swagger-config',
    dom_id: '#swagger-ui',
    deepLinking: true,
    presets: [SwaggerUIBundle.presets.apis],
    layout: "BaseLayout",
  });
});
