package org.partnergateway.files;

import java.util.Map;

import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Finds who answers for a file by its path, in any letter case.
 */
public final class FileMapping {

	private FileMapping() {
	}

	/**
	 * Creates a mapping of these paths and no other.
	 * @param handlers who answers, by paths
	 * @return the mapping
	 */
	public static HandlerMapping of(Map<String, ? extends HttpRequestHandler> handlers) {
		SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping(handlers, 1);
		PathPatternParser anyLetterCase = new PathPatternParser();
		anyLetterCase.setCaseSensitive(false);
		mapping.setPatternParser(anyLetterCase);
		return mapping;
	}

}
