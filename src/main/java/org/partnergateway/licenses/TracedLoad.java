package org.partnergateway.licenses;

import java.util.concurrent.CompletableFuture;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.partnergateway.cache.load.Load;
import org.partnergateway.cache.load.Loaded;
import org.partnergateway.licenses.stored.StoredReport;

/**
 * A fetch on behalf of a caller, in the trace of that caller.
 *
 * @param load the fetch
 */
record TracedLoad(Load<StoredReport> load) implements Load<StoredReport> {

	private static final ContextSnapshotFactory CONTEXT = ContextSnapshotFactory.builder().build();

	@Override
	public CompletableFuture<Loaded<StoredReport>> start(boolean probe) {
		return this.load.start(probe);
	}

	@Override
	public Load<StoredReport> bound() {
		ContextSnapshot context = CONTEXT.captureAll();
		return (probe) -> {
			try (ContextSnapshot.Scope _ = context.setThreadLocals()) {
				return this.load.start(probe);
			}
		};
	}

}
