import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks once for the report of each of a number of customers, so that they are stored.
 */
public final class Fill {

	private static final int AT_A_TIME = 32;

	private Fill() {
	}

	/**
	 * Asks.
	 * @param args the port, an API key, and how many customers
	 */
	public static void main(String[] args) throws InterruptedException {
		Semaphore places = new Semaphore(AT_A_TIME);
		AtomicInteger failures = new AtomicInteger();
		int customers = Integer.parseInt(args[2]);
		HttpClient http = HttpClient.newHttpClient();
		for (int i = 0; i < customers; i++) {
			// As pick.lua names them.
			URI uri = URI
				.create("http://127.0.0.1:%s/v1/customers/%08x-0000-4000-8000-000000000000/analytics/licenses/usage"
					.formatted(args[0], i));
			places.acquire();
			http.sendAsync(HttpRequest.newBuilder(uri).header("X-Api-Key", args[1]).build(), BodyHandlers.discarding())
				.whenComplete((answer, failure) -> {
					if (failure != null || answer.statusCode() != 200) {
						failures.incrementAndGet();
					}
					places.release();
				});
		}
		places.acquire(AT_A_TIME);
		if (failures.get() > 0) {
			System.err.println(failures + " reports could not be had.");
			System.exit(1);
		}
	}

}
