package org.partnergateway.token.refresh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.partnergateway.settings.InvalidSettingException;
import org.partnergateway.token.credential.FileAccess;
import org.partnergateway.token.credential.Fingerprint;
import org.partnergateway.token.credential.TokenFile;
import org.partnergateway.token.refresh.NewestToken.Unkept;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Keeps the refresh token in its file. An operator writes the file too, after a new
 * consent, and so may other replicas; so it is read for each renewal. A token that cannot
 * be written is kept in memory, and written as soon as possible. Safe for use by any
 * thread.
 */
public final class RefreshTokenStore {

	private static final Logger logger = LoggerFactory.getLogger(RefreshTokenStore.class);

	private static final String MOUNT = "Put the file into a directory of its own that the gateway may write to, and "
			+ "mount that directory: each renewal may replace the file.";

	private static final Duration PERIOD = Duration.ofMinutes(1);

	private final TokenFile file;

	private final SharedFile shared;

	private final RotationMark mark;

	private final ConsentNotes notes;

	private final FileAccess access;

	private final NewestToken newest;

	private final AtomicBoolean scheduled = new AtomicBoolean();

	/**
	 * Creates a store.
	 * @param file the file, which need not exist
	 * @param volume accesses it
	 * @param access runs the reads and writes of renewals
	 * @param kept called with whether the newest token is in the file, when that changes
	 */
	public RefreshTokenStore(TokenFile file, Volume volume, FileAccess access, Consumer<Boolean> kept) {
		this.file = file;
		this.shared = new SharedFile(file, volume);
		this.mark = new RotationMark(volume);
		this.notes = new ConsentNotes(volume);
		this.access = access;
		this.newest = new NewestToken(file.path(), kept);
	}

	/**
	 * Checks that the file can be replaced, with the token that is there. A file that is
	 * absent or empty need not be writable: a consent is then kept in memory. Blocks.
	 * @throws InvalidSettingException if there is a token that cannot be read or replaced
	 */
	public synchronized void check() {
		String token = this.shared.token();
		boolean found = token != null;
		this.newest.found(token, null);
		// Before it is replaced, since that removes the permission.
		this.file.tellIfOthersMayRead();
		try {
			if (found) {
				note(this.shared.replace(true, (_, content) -> content));
			}
			else {
				this.shared.checkDirectory();
			}
			// Also reads the note about the consent.
			fingerprint();
		}
		catch (IOException ex) {
			if (found) {
				throw this.file.unusable("cannot be replaced (" + TokenWriter.reason(ex) + ")", MOUNT);
			}
			logger.warn("{} cannot be written ({}), so a consent would be in memory only. {}", this.file.path(),
					TokenWriter.reason(ex), MOUNT);
		}
	}

	/**
	 * The newest token, from the file unless that is older. Does not wait for a volume
	 * that hangs if a token is known.
	 * @return the token, or nothing if there is none; fails with an
	 * {@link InvalidSettingException} if the file cannot be used
	 */
	public Mono<String> token() {
		return this.access.<String>call(this::read).onErrorResume(TimeoutException.class, (hung) -> {
			String known = this.newest.token();
			return (known != null) ? Mono.just(known) : Mono.error(this.file.hanging());
		});
	}

	/**
	 * Replaces a token in the file, durably and readable for the owner only, or keeps it
	 * in memory until that is possible. A third token stays: it is a new consent or
	 * another replica's newer one, and Microsoft Entra does not revoke a used refresh
	 * token.
	 * @param sent the token to be replaced
	 * @param received the token to keep
	 * @return completes when it is on disk, or is known not to be; never fails
	 */
	public Mono<Void> keep(String sent, String received) {
		this.newest.received(sent, received);
		return this.access.call(() -> {
			write();
			return true;
		}).onErrorResume((failure) -> {
			this.newest.unwritten("it takes too long");
			writeLater();
			return Mono.empty();
		}).then();
	}

	/**
	 * Keeps the token of a new consent, in place of whatever is in the file, and a note
	 * about the consent beside it. What cannot be written is kept in memory, as with
	 * {@link #keep(String, String)}.
	 * @return whether the token is on disk
	 */
	public Mono<Boolean> consent(String token, Consent consent) {
		return this.access.call(() -> consented(token, consent)).onErrorResume(TimeoutException.class, (hung) -> {
			// The task will do the same, unless it has not begun.
			this.newest.consented(this.newest.token(), token);
			this.newest.unwritten("it takes too long");
			this.notes.given(consent);
			writeLater();
			return Mono.just(false);
		});
	}

	/**
	 * Whether there is no refresh token, according to the last time that the file was
	 * read for use.
	 */
	public boolean isEmpty() {
		return this.newest.token() == null;
	}

	/**
	 * The consent that the token in use comes from, according to the last
	 * {@link #fingerprint()}.
	 * @return the consent; {@code null} if the gateway does not know, since the token was
	 * put into the file by other means
	 */
	public @Nullable Consent consent() {
		return this.notes.current();
	}

	/**
	 * Reads the fingerprint of the token in the file. Blocks.
	 * @return the fingerprint; {@code null} if the file is blank or unreadable
	 */
	public @Nullable Fingerprint fingerprint() {
		try {
			byte[] content = this.shared.read();
			return SharedFile.isBlank(content) ? null : fingerprint(this.shared.target(), content);
		}
		catch (IOException ex) {
			return null;
		}
	}

	private Fingerprint fingerprint(Path target, byte[] content) {
		try {
			String token = this.file.text(content).strip();
			String consent = this.mark.consentOf(target, token);
			if (this.newest.unkept() == null) {
				this.notes.look(target, consent);
			}
			return new Fingerprint(Fingerprint.digest(token), consent, this.mark.isCertain());
		}
		catch (InvalidSettingException ex) {
			// A renewal that reads the file reports what is wrong.
			String digest = Fingerprint.digest(content);
			return new Fingerprint(digest, digest, this.mark.isCertain());
		}
	}

	private synchronized @Nullable String read() {
		Unkept unkept = this.newest.unkept();
		try {
			String found = this.shared.token();
			if (unkept == null || (found != null && !isReplaceable(found, unkept))) {
				return this.newest.found(found, unkept);
			}
		}
		catch (InvalidSettingException ex) {
			if (unkept == null) {
				throw ex;
			}
			logger.debug("The refresh token in memory is used: {}", ex.getMessage());
		}
		return unkept.token();
	}

	private synchronized boolean consented(String token, Consent consent) {
		this.newest.consented(this.shared.readable(), token);
		this.notes.given(consent);
		write();
		return this.newest.unkept() == null;
	}

	private synchronized void write() {
		Unkept unkept = this.newest.unkept();
		try {
			if (unkept != null) {
				write(unkept);
				this.newest.written(unkept);
			}
			this.notes.write(this.shared.target());
		}
		catch (IOException | RuntimeException ex) {
			this.newest.unwritten(reason(ex));
			writeLater();
		}
	}

	private void writeLater() {
		if (this.scheduled.compareAndSet(false, true)) {
			Disposable _ = this.access.later(PERIOD, this::writeAgain);
		}
	}

	private void writeAgain() {
		this.scheduled.set(false);
		write();
	}

	private void write(Unkept unkept) throws IOException {
		AtomicBoolean looked = new AtomicBoolean();
		AtomicBoolean overtaken = new AtomicBoolean(true);
		note(this.shared.replace(false, (token, content) -> {
			looked.set(true);
			if (!isReplaceable(token, unkept)) {
				if (token == null) {
					throw new NoSuchFileException(this.file.path().toString());
				}
				return null;
			}
			overtaken.set(false);
			String origin = unkept.origin();
			if (origin != null && !origin.equals(unkept.token())) {
				this.mark.rotate(this.shared.target(), origin, unkept.token());
			}
			return unkept.token().getBytes(StandardCharsets.UTF_8);
		}));
		if (!looked.get() && unkept.consented() != null) {
			throw new IOException("another replica writes it");
		}
		if (overtaken.get()) {
			logger.info("Kept the refresh token that was put into {} meanwhile", this.file.path());
		}
	}

	/**
	 * Whether the token in the file is that which is to be replaced. For a new consent,
	 * it may also be one that another replica has issued from the consent before.
	 */
	private boolean isReplaceable(@Nullable String token, Unkept unkept) {
		String inFile = unkept.inFile();
		return Objects.equals(token, inFile) || (token != null && inFile != null && unkept.consented() != null
				&& this.mark.areOfOneConsent(this.file.path(), token, inFile));
	}

	private void note(@Nullable Boolean asAWhole) {
		if (asAWhole != null) {
			this.mark.fileReplaced(asAWhole);
		}
	}

	private static String reason(Exception failure) {
		return switch (failure) {
			case IOException known -> TokenWriter.reason(known);
			case InvalidSettingException known -> String.valueOf(known.getMessage());
			default -> failure.getClass().getSimpleName();
		};
	}

}
