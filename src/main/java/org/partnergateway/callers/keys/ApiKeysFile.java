package org.partnergateway.callers.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

import org.jspecify.annotations.Nullable;
import org.partnergateway.settings.InvalidSettingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file with the API keys. Only {@link #look} reads it again, and has to be called
 * from time to time. A file that is broken or gone leaves the keys as they were. Safe for
 * use by any thread, if {@code look} is called by one at a time.
 */
public final class ApiKeysFile {

	public static final String PROPERTY = "callers.api-keys-file";

	private static final Logger logger = LoggerFactory.getLogger(ApiKeysFile.class);

	private static final String BYTE_ORDER_MARK = "\uFEFF";

	private final Path path;

	private Stamp stamp;

	private volatile ApiKeys keys;

	private volatile int generation;

	/**
	 * Reads the file.
	 * @throws InvalidSettingException if it cannot be read or is malformed
	 */
	public ApiKeysFile(Path path) {
		this.path = path;
		try {
			this.stamp = Stamp.of(path);
			this.keys = read();
		}
		catch (IOException | ApiKeys.MalformedException ex) {
			throw new InvalidSettingException(PROPERTY, "names %s, which %s".formatted(path, reason(ex)),
					"Put lines of the form name:sha256-hex-of-the-key there, each name and each key once.");
		}
	}

	/**
	 * The keys of the last valid file.
	 */
	ApiKeys keys() {
		return this.keys;
	}

	/**
	 * A number that changes when the file has been read again.
	 */
	public int generation() {
		return this.generation;
	}

	/**
	 * Reads the file again if it has changed. Blocks as long as the volume does.
	 */
	@SuppressWarnings("NonAtomicVolatileUpdate") // Called by one thread at a time.
	public void look() {
		Stamp known = this.stamp;
		try {
			Stamp found = Stamp.of(this.path);
			if (found.equals(known)) {
				return;
			}
			// Noted before the file is read, so that a change during the read is noticed
			// next time.
			this.stamp = found;
			this.keys = read();
			this.generation++;
			logger.info("Read {} again: API keys of {} callers", this.path, this.keys.size());
		}
		catch (IOException | ApiKeys.MalformedException ex) {
			if (ex instanceof IOException) {
				this.stamp = Stamp.UNREADABLE;
			}
			if (!this.stamp.equals(known)) {
				logger.error("{} {}. The API keys stay as they were", this.path, reason(ex));
			}
		}
	}

	private ApiKeys read() throws IOException {
		byte[] bytes = Files.readAllBytes(this.path);
		if (isUtf16(bytes)) {
			throw new ApiKeys.MalformedException("is text in UTF-16, and has to be saved as UTF-8");
		}
		String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		return ApiKeys.parse((text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).lines().toList());
	}

	/**
	 * Whether the text is in UTF-16, as PowerShell writes it with {@code >}.
	 */
	private static boolean isUtf16(byte[] bytes) {
		return bytes.length > 1 && ((bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)
				|| (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) || bytes[0] == 0 || bytes[1] == 0);
	}

	private static @Nullable String reason(Exception ex) {
		return switch (ex) {
			case NoSuchFileException _ -> "does not exist";
			case CharacterCodingException _ -> "is not text in UTF-8";
			case IOException _ -> "cannot be read (%s)".formatted(ex.getClass().getSimpleName());
			default -> ex.getMessage();
		};
	}

	/**
	 * Identifies a version of the file, without reading it.
	 *
	 * @param modified when it was last written
	 * @param size its length
	 * @param identity the file itself, where the file system can tell
	 */
	private record Stamp(FileTime modified, long size, @Nullable Object identity) {

		private static final Stamp UNREADABLE = new Stamp(FileTime.fromMillis(0), -1, null);

		static Stamp of(Path path) throws IOException {
			BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
			return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
		}

	}

}
