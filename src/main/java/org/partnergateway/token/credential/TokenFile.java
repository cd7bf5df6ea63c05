package org.partnergateway.token.credential;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.partnergateway.settings.InvalidSettingException;
import org.partnergateway.settings.OpenFiles;

/**
 * A file that a property names.
 *
 * @param property the name of the property
 * @param path where the file is
 */
public record TokenFile(String property, Path path) {

	/**
	 * The file that a property names, or {@code null} if it is absent or blank.
	 */
	public static @Nullable TokenFile of(String property, @Nullable Path path) {
		return (path == null || path.toString().isBlank()) ? null : new TokenFile(property, path);
	}

	/**
	 * Reads the file. Blocks.
	 * @return its content, which is not blank
	 * @throws InvalidSettingException if it cannot be read or is empty
	 */
	public String read() {
		try {
			return text(Files.readAllBytes(this.path));
		}
		catch (IOException ex) {
			throw unreadable(ex);
		}
	}

	/**
	 * Reads the fingerprint of the file's content. Blocks.
	 * @return the fingerprint; {@code null} if the file is empty or unreadable
	 */
	public @Nullable Fingerprint fingerprint() {
		try {
			byte[] content = Files.readAllBytes(this.path);
			return (content.length == 0) ? null : Fingerprint.of(content);
		}
		catch (IOException ex) {
			return null;
		}
	}

	/**
	 * Decodes the bytes of the file, without the byte order mark that some editors and
	 * shells write.
	 * @return the text, which is not blank
	 * @throws InvalidSettingException if it is blank, or not UTF-8
	 */
	public String text(byte[] bytes) {
		if (isUtf16(bytes)) {
			throw unusable("is text in UTF-16",
					"Save it as UTF-8. Windows PowerShell writes UTF-16 with >; use Set-Content -Encoding ascii there.");
		}
		String content;
		try {
			content = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			throw unusable("is not text in UTF-8", "Save it as UTF-8.");
		}
		content = withoutByteOrderMark(content);
		if (content.isBlank()) {
			throw unusable("is empty", "Put the content there.");
		}
		return content;
	}

	/**
	 * Logs a warning if accounts that are neither the owner nor in the group may read the
	 * file.
	 */
	public void tellIfOthersMayRead() {
		OpenFiles.tellIfOthersMayRead(this.property, this.path);
	}

	/**
	 * Removes the byte order mark from the beginning of a text.
	 */
	public static String withoutByteOrderMark(String text) {
		return text.replaceFirst("\\A\uFEFF+", "");
	}

	/**
	 * Whether the bytes are UTF-16 of either order: they begin with its byte order mark,
	 * or contain zeros.
	 */
	private static boolean isUtf16(byte[] bytes) {
		if (bytes.length >= 2) {
			int mark = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
			if (mark == 0xFEFF || mark == 0xFFFE) {
				return true;
			}
		}
		for (byte one : bytes) {
			if (one == 0) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The exception for a file that cannot be read.
	 */
	public InvalidSettingException unreadable(IOException cause) {
		return unusable("cannot be read (" + cause.getClass().getSimpleName() + ")",
				"Put the file there, readable for the gateway.");
	}

	/**
	 * The exception for a volume that does not answer.
	 */
	public InvalidSettingException hanging() {
		return unusable("takes too long to read", "Look at the volume that holds it.");
	}

	/**
	 * The exception for a file that cannot be used.
	 * @param reason the predicate of a sentence whose subject is the file
	 * @param remedy what to do, as a sentence
	 */
	public InvalidSettingException unusable(String reason, String remedy) {
		return new InvalidSettingException(this.property, "names %s, which %s".formatted(this.path, reason), remedy);
	}

}
