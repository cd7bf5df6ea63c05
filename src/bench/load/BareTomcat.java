import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/**
 * The most that a servlet on Tomcat could do: the same bytes for everybody, and nothing
 * else.
 */
public final class BareTomcat {

	private BareTomcat() {
	}

	/**
	 * Starts it.
	 * @param args the port, the file with the bytes, a directory for Tomcat, and
	 * properties of the connector as {@code name=value}
	 */
	public static void main(String[] args) throws Exception {
		byte[] body = Files.readAllBytes(Path.of(args[1]));
		Tomcat tomcat = new Tomcat();
		tomcat.setBaseDir(args[2]);
		Connector connector = new Connector("HTTP/1.1");
		connector.setPort(Integer.parseInt(args[0]));
		connector.setProperty("address", "127.0.0.1");
		for (int i = 3; i < args.length; i++) {
			String[] property = args[i].split("=", 2);
			connector.setProperty(property[0], property[1]);
		}
		tomcat.setConnector(connector);
		Context context = tomcat.addContext("", null);
		Tomcat.addServlet(context, "bytes", new Bytes(body));
		context.addServletMappingDecoded("/*", "bytes");
		tomcat.start();
		tomcat.getServer().await();
	}

	private static final class Bytes extends HttpServlet {

		private static final long serialVersionUID = 1;

		private final transient byte[] body;

		private Bytes(byte[] body) {
			this.body = body;
		}

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
			response.setContentType("application/json");
			response.setContentLength(this.body.length);
			response.getOutputStream().write(this.body);
		}

	}

}
