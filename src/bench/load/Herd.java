import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

/**
 * Many callers who ask the same at the same time, each on a connection that was open
 * before. Prints how often which status came, such as {@code 200=1000}.
 */
public final class Herd {

	private static final int LONGEST_WAIT = 60_000;

	private final Map<String, LongAdder> statuses = new ConcurrentHashMap<>();

	private final CountDownLatch ready;

	private final byte[] request;

	private final int port;

	private Herd(int callers, int port, byte[] request) {
		this.ready = new CountDownLatch(callers);
		this.port = port;
		this.request = request;
	}

	/**
	 * Lets them ask.
	 * @param args how many, the port, the path, and headers
	 */
	public static void main(String[] args) throws Exception {
		int callers = Integer.parseInt(args[0]);
		String headers = String.join("\r\n", Arrays.asList(args).subList(3, args.length));
		String request = "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n".formatted(args[2],
				headers.isEmpty() ? "" : headers + "\r\n");
		Herd herd = new Herd(callers, Integer.parseInt(args[1]), request.getBytes(StandardCharsets.US_ASCII));
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < callers; i++) {
			threads.add(Thread.startVirtualThread(herd::ask));
		}
		for (Thread thread : threads) {
			thread.join();
		}
		new TreeMap<>(herd.statuses).forEach((status, count) -> System.out.println(status + "=" + count));
	}

	private void ask() {
		this.statuses.computeIfAbsent(status(), (_) -> new LongAdder()).increment();
	}

	private String status() {
		try (Socket socket = new Socket()) {
			try {
				socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), LONGEST_WAIT);
				socket.setSoTimeout(LONGEST_WAIT);
			}
			finally {
				this.ready.countDown();
			}
			this.ready.await();
			socket.getOutputStream().write(this.request);
			InputStream in = new BufferedInputStream(socket.getInputStream());
			String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
			return answer.startsWith("HTTP/1.1 ") ? answer.substring(9, 12) : "none";
		}
		catch (IOException ex) {
			return ex.getClass().getSimpleName();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
