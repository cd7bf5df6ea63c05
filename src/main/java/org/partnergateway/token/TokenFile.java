package org.partnergateway.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.partnergateway.settings.InvalidSettingException;

/**
 * A file that a property names.
 *
 * @param property the name of the property
 * @param path where the file is
 */
record TokenFile(String property, Path path) {

	/**
	 * The file that a property names, or {@code null} if it is absent or blank.
	 */
	static @Nullable TokenFile of(String property, @Nullable Path path) {
		return (path == null || path.toString().isBlank()) ? null : new TokenFile(property, path);
	}

	/**
	 * Reads the file. Blocks.
	 * @return its content, with something other than white space in it
	 * @throws InvalidSettingException if it cannot be read or is empty
	 */
	String read() {
		String content;
		try {
			content = Files.readString(this.path);
		}
		catch (IOException ex) {
			throw unusable("cannot be read (" + ex.getClass().getSimpleName() + ")",
					"Put the file there, readable for the gateway.");
		}
		if (content.isBlank()) {
			throw unusable("is empty", "Put the content there.");
		}
		return content;
	}

	/**
	 * What is wrong with the file.
	 * @param reason the predicate of a sentence whose subject is the file
	 * @param remedy what to do, as a sentence
	 */
	InvalidSettingException unusable(String reason, String remedy) {
		return new InvalidSettingException(this.property, "names %s, which %s".formatted(this.path, reason), remedy);
	}

}
