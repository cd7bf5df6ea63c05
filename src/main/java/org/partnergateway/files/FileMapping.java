package org.partnergateway.files;

import java.util.Map;

import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Maps paths, in any letter case, to their handlers.
 */
public final class FileMapping {

	private FileMapping() {
	}

	/**
	 * Creates a mapping of these paths and no other.
	 * @param handlers the handlers by path
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
