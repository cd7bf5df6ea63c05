import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * Starts a process and prints how many milliseconds later it first answers a request with
 * 200.
 */
public final class FirstAnswer {

	private static final Duration LONGEST_START = Duration.ofMinutes(2);

	private FirstAnswer() {
	}

	/**
	 * Measures once.
	 * @param args the port, the path, the log file, the directory to start in, and the
	 * command
	 */
	public static void main(String[] args) throws Exception {
		ProcessBuilder builder = new ProcessBuilder(Arrays.asList(args).subList(4, args.length))
			.directory(new File(args[3]))
			.redirectErrorStream(true)
			.redirectOutput(Redirect.to(new File(args[2])));
		long start = System.nanoTime();
		Process process = builder.start();
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
		while (!answers(Integer.parseInt(args[0]), args[1])) {
			if (!process.isAlive() || System.nanoTime() - start > LONGEST_START.toNanos()) {
				System.err.println("There is no answer: see " + args[2]);
				System.exit(1);
			}
			Thread.sleep(5);
		}
		System.out.println(Duration.ofNanos(System.nanoTime() - start).toMillis());
		process.destroy();
		process.waitFor();
	}

	private static boolean answers(int port, String path) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.getOutputStream()
				.write("GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n".formatted(path)
					.getBytes(StandardCharsets.US_ASCII));
			byte[] head = socket.getInputStream().readNBytes(12);
			return new String(head, StandardCharsets.US_ASCII).endsWith(" 200");
		}
		catch (IOException ex) {
			return false;
		}
	}

}
