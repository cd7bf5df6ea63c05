package org.partnergateway.callers;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.github.bucket4j.TimeMeter;
import org.jspecify.annotations.Nullable;
import org.partnergateway.settings.InvalidSettingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file with the API keys. Whoever asks for the keys looks at most once a second
 * whether the file is another one by now, and reads it if so; nobody waits for that. A
 * file that is broken, or gone, leaves the keys as they were. Safe for use by any thread.
 */
final class ApiKeysFile {

	static final String PROPERTY = "callers.api-keys-file";

	private static final Logger logger = LoggerFactory.getLogger(ApiKeysFile.class);

	private static final long PAUSE = Duration.ofSeconds(1).toNanos();

	private final Path path;

	private final TimeMeter time;

	private final AtomicLong nextLook;

	private volatile Stamp stamp;

	private volatile ApiKeys keys;

	private volatile int generation;

	/**
	 * Reads the file.
	 * @throws InvalidSettingException if it cannot be read or is malformed
	 */
	ApiKeysFile(Path path, TimeMeter time) {
		this.path = path;
		this.time = time;
		this.nextLook = new AtomicLong(time.currentTimeNanos() + PAUSE);
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
	 * The keys, as the last good file had them.
	 */
	ApiKeys keys() {
		long now = this.time.currentTimeNanos();
		long next = this.nextLook.get();
		if (now - next >= 0 && this.nextLook.compareAndSet(next, now + PAUSE)) {
			look();
		}
		return this.keys;
	}

	/**
	 * Another number for other keys. Looks like {@link #keys()} does.
	 */
	int generation() {
		keys();
		return this.generation;
	}

	@SuppressWarnings("NonAtomicVolatileUpdate") // One at a time looks.
	private void look() {
		Stamp known = this.stamp;
		try {
			Stamp found = Stamp.of(this.path);
			if (found.equals(known)) {
				return;
			}
			// Before the file is read: a change while it is read is another one.
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
		return ApiKeys.parse(Files.readAllLines(this.path, StandardCharsets.UTF_8));
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
	 * Which file it is, as far as can be told without reading it.
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
