package org.partnergateway.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.util.unit.DataSize;

/**
 * Turns a property whose value cannot be converted to its type into a message like that
 * of an {@link InvalidSettingException}: it says what to set and omits the value, which
 * may contain a password. Runs before Spring Boot's own analyzer, which shows the value.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnreadableSettingFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		ConversionFailedException failure = findCause(cause, ConversionFailedException.class);
		ConfigurationProperty property = cause.getProperty();
		if (failure == null || property == null) {
			return null;
		}
		Class<?> type = failure.getTargetType().getObjectType();
		InvalidSettingException setting = new InvalidSettingException(property.getName().toString(),
				"is not " + kind(type), remedy(type));
		FailureAnalysis analysis = new InvalidSettingFailureAnalyzer().analyze(rootFailure, setting);
		return new FailureAnalysis("%s It is read from: %s".formatted(analysis.getDescription(), property.getOrigin()),
				analysis.getAction(), cause);
	}

	private static String kind(Class<?> type) {
		if (type == Duration.class) {
			return "a length of time";
		}
		if (type == DataSize.class) {
			return "a size";
		}
		if (type == Boolean.class) {
			return "true or false";
		}
		if (Number.class.isAssignableFrom(type)) {
			return "a number that fits";
		}
		if (type == URI.class) {
			return "a URL";
		}
		return (type == Path.class) ? "the path of a file" : "one of the values that it may have";
	}

	private static String remedy(Class<?> type) {
		if (type == Duration.class) {
			return "Set it to a length of time such as 15s, 15m or 72h.";
		}
		if (type == DataSize.class) {
			return "Set it to a size such as 32KB or 64MB.";
		}
		if (type == Boolean.class) {
			return "Set it to true or false.";
		}
		if (type == Double.class || type == Float.class) {
			return "Set it to a number such as 0.1.";
		}
		if (Number.class.isAssignableFrom(type)) {
			return "Set it to a whole number such as 8.";
		}
		if (type == URI.class) {
			return "Set it to a URL such as https://api.partnercenter.microsoft.com.";
		}
		Object[] values = type.getEnumConstants();
		return (values == null) ? "Set it to a value of the type %s.".formatted(type.getSimpleName())
				: "Set it to one of: %s.".formatted(Arrays.stream(values)
					.map((value) -> ((Enum<?>) value).name().toLowerCase(Locale.ROOT).replace('_', '-'))
					.collect(Collectors.joining(", ")));
	}

}
