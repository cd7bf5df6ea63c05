package org.partnergateway.helm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.ClassUtils;

/**
 * What the gateway and the libraries that it has say of their properties.
 */
final class PropertiesMetadata {

	private static final String LOCATION = "META-INF/spring-configuration-metadata.json";

	private final Map<String, String> types = new HashMap<>();

	PropertiesMetadata() {
		try {
			for (URL url : Collections.list(getClass().getClassLoader().getResources(LOCATION))) {
				try (InputStream in = url.openStream()) {
					for (JsonNode property : JsonMapper.shared().readTree(in).path("properties")) {
						this.types.put(property.path("name").asString(), property.path("type").asString(""));
					}
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Whether there is such a property.
	 */
	boolean knows(String name) {
		return type(name) != null;
	}

	/**
	 * Reads a value as the gateway would.
	 * @throws RuntimeException if it is not one of the property
	 */
	void convert(String name, Object value) {
		String type = String.valueOf(type(name));
		String raw = type.replaceAll("<.*", "");
		Class<?> target = ClassUtils.resolveClassName(raw, null);
		List<Object> values = new ArrayList<>();
		if (Collection.class.isAssignableFrom(target)) {
			values.addAll((value instanceof Collection<?> several) ? several : List.of(value));
			target = ClassUtils.resolveClassName(type.substring(type.indexOf('<') + 1, type.length() - 1), null);
		}
		else {
			values.add(value);
		}
		for (Object element : values) {
			Map<String, String> text = Map.of("value", element.toString());
			new Binder(new MapConfigurationPropertySource(text)).bind("value", target);
		}
	}

	private @Nullable String type(String name) {
		String type = this.types.get(name);
		if (type != null) {
			return type;
		}
		// A map's entries are not listed, such as spring.ssl.bundle.pem.NAME.
		if (name.startsWith("spring.ssl.bundle.pem.") || name.startsWith("logging.level.")) {
			return String.class.getName();
		}
		return null;
	}

}
