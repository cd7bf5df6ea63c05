package org.partnergateway.page;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import org.partnergateway.files.StaticFile;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.Assert;

/**
 * The files of the page.
 */
final class Assets {

	private static final String OWN = "classpath:/org/partnergateway/page/assets/*.*";

	// The browser asks each time, and gets a file only if it has changed: parts of
	// different versions would not work together.
	private static final String REVALIDATED = "no-cache";

	private static final Map<String, String> TYPES = Map.of("html", "text/html;charset=utf-8", "css",
			"text/css;charset=utf-8", "js", "text/javascript;charset=utf-8", "svg", "image/svg+xml");

	private Assets() {
	}

	/**
	 * Finds all files.
	 * @return the files by their paths
	 */
	static Map<String, StaticFile> find() throws IOException {
		PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
		Map<String, StaticFile> assets = new HashMap<>();
		for (Resource file : resources.getResources(OWN)) {
			String name = String.valueOf(file.getFilename());
			String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
			Assert.state(type != null, () -> "no media type is known for " + name);
			String path = name.equals("index.html") ? "/" : "/page/" + name;
			assets.put(path, new StaticFile(type, REVALIDATED, file::getContentAsByteArray));
		}
		return assets;
	}

}
