package org.partnergateway.callers.addresses;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.MimeHeaders;

/**
 * Removes from the addresses that proxies have noted everything up to the last entry that
 * is not an address. The nearest proxy writes the rightmost entry; the caller may have
 * made up whatever is left of an invalid one. Comes before Tomcat's own valve, which
 * takes any text for an address and looks it up in DNS if it is none.
 */
final class ForwardedAddressesValve extends ValveBase {

	private final String header;

	/**
	 * Creates an instance.
	 * @param header the name of the header with the addresses
	 */
	ForwardedAddressesValve(String header) {
		super(true);
		this.header = header;
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		List<String> values = Collections.list(request.getHeaders(this.header));
		if (!values.isEmpty()) {
			MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
			String addresses = addresses(String.join(",", values));
			if (addresses.isEmpty()) {
				headers.removeHeader(this.header);
			}
			else {
				headers.setValue(this.header).setString(addresses);
				RemoteAddress.note(request, addresses.substring(addresses.lastIndexOf(' ') + 1));
			}
		}
		getNext().invoke(request, response);
	}

	private static String addresses(String values) {
		String[] hops = values.split(",", -1);
		Deque<String> known = new ArrayDeque<>();
		for (int i = hops.length - 1; i >= 0; i--) {
			InetAddress address = RemoteAddress.address(hops[i].strip());
			if (address == null) {
				break;
			}
			known.addFirst(address.getHostAddress());
		}
		return String.join(", ", known);
	}

}
