package org.partnergateway.licenses.stored;

import org.jspecify.annotations.Nullable;
import org.partnergateway.licenses.stored.Representations.Representation;
import org.partnergateway.partnercenter.exchange.NextLink;
import org.partnergateway.partnercenter.exchange.PartnerCenterResponse;

/**
 * A report that is ready to be sent: everything that depends only on its bytes was
 * computed once, when it came.
 *
 * @param content its content
 * @param vector MS-CV of the response that brought the report; {@code null} if there was
 * none
 * @param serverId MS-ServerId of that response; {@code null} if there was none
 * @param weight its approximate size in memory, in bytes
 */
public record StoredReport(Content content, @Nullable String vector, @Nullable String serverId, int weight) {

	// The size of an entry without its bytes: objects, key, tags, a share of the tables.
	private static final int OVERHEAD = 1_024;

	// The copies of a page: as it came, with its link for two names, and all of it
	// compressed.
	private static final int COPIES_OF_A_PAGE = 4;

	public static StoredReport of(PartnerCenterResponse response) {
		byte[] body = response.body();
		NextLink link = response.nextLink();
		return of((link != null) ? new Page(body, link) : Representations.of(body), response.identity().vector(),
				response.identity().serverId());
	}

	public static StoredReport of(Content content, @Nullable String vector, @Nullable String serverId) {
		int bytes = switch (content) {
			case Representations(Representation plain, Representation gzip) -> plain.body().length + gzip.body().length;
			case Page page -> COPIES_OF_A_PAGE * page.body().length;
		};
		return new StoredReport(content, vector, serverId, OVERHEAD + bytes);
	}

}
