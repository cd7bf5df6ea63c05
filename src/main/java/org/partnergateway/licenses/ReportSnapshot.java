package org.partnergateway.licenses;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.EntrySnapshot;
import org.partnergateway.partnercenter.question.LicenseReport;

/**
 * How a report of the partner is kept, at a moment.
 *
 * @param report which
 * @param entry what is stored in the default culture, or {@code null} if nothing is
 * @param leftAlone how long Partner Center is still left alone over it, in whatever
 * culture; zero if it may be asked
 */
public record ReportSnapshot(LicenseReport report, @Nullable EntrySnapshot entry, Duration leftAlone) {
}
