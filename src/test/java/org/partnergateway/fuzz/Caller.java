package org.partnergateway.fuzz;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.partnergateway.fuzz.Answer.Bodies;

/**
 * Sends inputs, one after the other: requests over a connection that is kept for as long
 * as the gateway keeps it, and everything else over one of its own.
 */
final class Caller implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final int port;

	private @Nullable Connection kept;

	private int before = -1;

	Caller(int port) {
		this.port = port;
	}

	/**
	 * Sends an input.
	 * @return its answers: one if it is a request
	 * @throws IOException if an answer did not come or was cut short
	 */
	List<Answer> send(Input input) throws IOException {
		return input.framed() ? request(input) : alone(input);
	}

	/**
	 * The index of the input that was sent over the same connection before; -1 if there
	 * was none.
	 */
	int before() {
		return this.before;
	}

	@Override
	public void close() {
		Connection connection = this.kept;
		this.kept = null;
		if (connection != null) {
			connection.close();
		}
	}

	private List<Answer> request(Input input) throws IOException {
		Connection connection = (this.kept != null) ? this.kept : new Connection(this.port);
		this.kept = connection;
		this.before = connection.last;
		connection.last = input.index();
		connection.write(input);
		List<Answer> answers = new ArrayList<>();
		Answer answer;
		do {
			answer = Answer.read(connection.in, input.method().equals("HEAD") ? Bodies.NONE : Bodies.ALL);
			if (answer == null && !input.hasLine()) {
				close();
				return answers;
			}
			if (answer == null) {
				close();
				throw new SocketException("the connection ended without an answer");
			}
			answers.add(answer);
		}
		while (answer.status() == 100);
		if (answer.status() == 0 || answer.closes()) {
			if (answer.status() != 0 && Answer.read(connection.in, Bodies.PERHAPS) != null) {
				throw new AssertionError("another answer came after the last");
			}
			close();
		}
		return answers;
	}

	private List<Answer> alone(Input input) throws IOException {
		Connection connection = new Connection(this.port);
		this.before = -1;
		try (Socket _ = connection.socket) {
			connection.write(input);
			connection.end();
			List<Answer> answers = new ArrayList<>();
			Bodies bodies = input.text().contains("HEAD") ? Bodies.PERHAPS : Bodies.ALL;
			for (Answer answer = Answer.read(connection.in, bodies); answer != null; answer = Answer.read(connection.in,
					bodies)) {
				answers.add(answer);
			}
			return answers;
		}
	}

	private static final class Connection {

		private final Socket socket;

		private final InputStream in;

		private int last = -1;

		private Connection(int port) throws IOException {
			this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
			this.socket.setSoTimeout((int) PATIENCE.toMillis());
			this.socket.setTcpNoDelay(true);
			this.in = new BufferedInputStream(this.socket.getInputStream());
		}

		/**
		 * Writes as much as the gateway takes; it may have refused the rest by now.
		 */
		private void write(Input input) {
			try {
				this.socket.getOutputStream().write(input.bytes());
			}
			catch (IOException ex) {
				// The answer will tell.
			}
		}

		private void close() {
			try {
				this.socket.close();
			}
			catch (IOException ex) {
				// It is gone.
			}
		}

		private void end() {
			try {
				this.socket.shutdownOutput();
			}
			catch (IOException ex) {
				// It has ended.
			}
		}

	}

}
