package org.partnergateway.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.slf4j.LoggerFactory;

/**
 * Reads the log in the place of the console, as the console would have shown it: no line
 * may have been made by an input, nor be a cry for an operator.
 */
final class LogWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private static final int MOST_KEPT = 20;

	private final Logger root;

	private final Appender<ILoggingEvent> console;

	private final Encoder<ILoggingEvent> encoder;

	private final List<String> oddities = new CopyOnWriteArrayList<>();

	private final AtomicLong lines = new AtomicLong();

	private LogWatch(Logger root, ConsoleAppender<ILoggingEvent> console) {
		this.root = root;
		this.console = console;
		this.encoder = console.getEncoder();
	}

	static LogWatch instead() {
		LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
		Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
		ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>) Objects
			.requireNonNull(root.getAppender("CONSOLE"));
		LogWatch watch = new LogWatch(root, console);
		watch.setContext(context);
		watch.start();
		root.addAppender(watch);
		root.detachAppender(console);
		return watch;
	}

	/**
	 * What was wrong with lines; no more than some of it.
	 */
	List<String> oddities() {
		return this.oddities;
	}

	long lines() {
		return this.lines.get();
	}

	@Override
	public void close() {
		this.root.addAppender(this.console);
		this.root.detachAppender(this);
	}

	@Override
	protected void append(ILoggingEvent event) {
		this.lines.incrementAndGet();
		String shown = new String(this.encoder.encode(event), StandardCharsets.UTF_8);
		boolean oneLine = shown.endsWith("\n")
				&& shown.chars().limit(shown.length() - 1L).noneMatch((c) -> Character.isISOControl(c) || c == 0x2028);
		// Other threads may have troubles of their own, such as those of another test.
		boolean calm = !event.getThreadName().contains("-exec-")
				|| (!event.getLevel().isGreaterOrEqual(Level.WARN) && event.getThrowableProxy() == null);
		boolean ours = !shown.toLowerCase(Locale.ROOT).contains("canary");
		if (!(oneLine && calm && ours) && this.oddities.size() < MOST_KEPT) {
			this.oddities.add(shown);
		}
	}

}
