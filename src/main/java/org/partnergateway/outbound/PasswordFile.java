package org.partnergateway.outbound;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.partnergateway.settings.InvalidSettingException;
import org.partnergateway.settings.OpenFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file with a password, which is read whenever the password is needed. While it cannot
 * be read, the last password is used. Safe for use by any thread.
 */
final class PasswordFile {

	private static final Logger logger = LoggerFactory.getLogger(PasswordFile.class);

	private static final String NO_UTF_8 = "is not UTF-8, but perhaps UTF-16";

	private final String property;

	private final Path path;

	private volatile String last = "";

	private PasswordFile(String property, Path path) {
		this.property = property;
		this.path = path;
	}

	/**
	 * The file that a property names, or {@code null} if it is absent or blank.
	 */
	static @Nullable PasswordFile of(String property, @Nullable Path path) {
		return (path == null || path.toString().isBlank()) ? null : new PasswordFile(property, path);
	}

	/**
	 * Reads the file for the first time. Blocks.
	 * @throws InvalidSettingException if it cannot be used
	 */
	void check() {
		this.last = read();
		OpenFiles.tellIfOthersMayRead(this.property, this.path);
	}

	/**
	 * Reads the current password, or returns the last one if the file cannot be used.
	 * Blocks.
	 */
	String password() {
		try {
			this.last = read();
		}
		catch (InvalidSettingException ex) {
			logger.warn("{} Meanwhile the last password is used.", ex.getMessage());
		}
		return this.last;
	}

	private String read() {
		String content;
		try {
			content = Files.readString(this.path);
		}
		catch (CharacterCodingException ex) {
			throw unusable(NO_UTF_8, "Save it as UTF-8.");
		}
		catch (IOException ex) {
			throw unusable("cannot be read (%s)".formatted(ex.getClass().getSimpleName()),
					"Put the file there, readable for the gateway.");
		}
		// UTF-16 without a byte order mark decodes to letters with zeros between them.
		if (content.indexOf('\0') >= 0) {
			throw unusable(NO_UTF_8, "Save it as UTF-8.");
		}
		// Editors add the byte order mark and the end of the line; they are not part of
		// the password.
		String password = content.replaceFirst("\\A\uFEFF", "").replaceFirst("[\r\n]+\\z", "");
		if (password.isEmpty()) {
			throw unusable("is empty", "Put the password there.");
		}
		if (password.chars().anyMatch(Character::isISOControl)) {
			throw unusable("has more than one line", "Put the password there, and nothing else.");
		}
		return password;
	}

	private InvalidSettingException unusable(String reason, String remedy) {
		return new InvalidSettingException(this.property, "names %s, which %s".formatted(this.path, reason), remedy);
	}

}
