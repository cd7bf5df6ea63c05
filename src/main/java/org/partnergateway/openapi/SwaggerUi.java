package org.partnergateway.openapi;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import org.partnergateway.files.FileHandler;
import org.partnergateway.files.RedirectHandler;
import org.partnergateway.files.SlashHandler;
import org.partnergateway.files.StaticFile;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.Assert;
import org.springframework.web.HttpRequestHandler;

/**
 * The files of Swagger UI: those of the library that a browser needs, and the gateway's
 * own page. All references are relative, so that they work behind any prefix.
 */
final class SwaggerUi {

	/**
	 * The browser asks each time, and gets the file only if it has changed.
	 */
	static final String REVALIDATED = "no-cache";

	private static final String LIBRARY = "classpath*:/META-INF/resources/webjars/swagger-ui/*/";

	private static final String HTML = "text/html;charset=utf-8";

	private static final String SCRIPT = "text/javascript;charset=utf-8";

	private static final String STYLE = "text/css;charset=utf-8";

	private SwaggerUi() {
	}

	/**
	 * Returns the handlers of the files by their paths.
	 */
	static Map<String, HttpRequestHandler> handlers() {
		Map<String, HttpRequestHandler> handlers = new HashMap<>();
		handlers.put("/swagger-ui.html", new SlashHandler(new RedirectHandler("swagger-ui/index.html"),
				new RedirectHandler("../swagger-ui/index.html")));
		handlers.put("/swagger-ui/index.html",
				new SlashHandler(own("index.html", HTML), new RedirectHandler("../index.html")));
		handlers.put("/swagger-ui/swagger-initializer.js", own("swagger-initializer.js", SCRIPT));
		handlers.put("/v3/api-docs/swagger-config", own("swagger-config.json", "application/json"));
		handlers.put("/swagger-ui/index.css", ofLibrary("index.css", STYLE));
		handlers.put("/swagger-ui/swagger-ui.css", ofLibrary("swagger-ui.css", STYLE));
		handlers.put("/swagger-ui/swagger-ui-bundle.js", ofLibrary("swagger-ui-bundle.js", SCRIPT));
		handlers.put("/swagger-ui/favicon-16x16.png", ofLibrary("favicon-16x16.png", "image/png"));
		handlers.put("/swagger-ui/favicon-32x32.png", ofLibrary("favicon-32x32.png", "image/png"));
		return handlers;
	}

	private static HttpRequestHandler own(String name, String type) {
		ClassPathResource file = new ClassPathResource("ui/" + name, SwaggerUi.class);
		return new FileHandler(new StaticFile(type, REVALIDATED, file::getContentAsByteArray));
	}

	private static HttpRequestHandler ofLibrary(String name, String type) {
		return new FileHandler(new StaticFile(type, REVALIDATED, () -> read(name)));
	}

	private static byte[] read(String name) throws IOException {
		Resource[] found = new PathMatchingResourcePatternResolver().getResources(LIBRARY + name);
		Assert.state(found.length == 1, () -> "there must be one version of " + name);
		return found[0].getContentAsByteArray();
	}

}
