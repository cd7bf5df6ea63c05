// The rows of the two partner reports. Any field of any row may be missing.

export function deployments(report) {
  return rows(report).map((row) => ({
    service: text(row.serviceName),
    channel: text(row.channel),
    sold: count(row.licensesSold),
    deployed: count(row.proratedDeploymentPercent),
    processed: time(row.processedDateTime),
  }));
}

export function usages(report) {
  return rows(report).map((row) => ({
    workload: text(row.workloadName),
    service: text(row.serviceName),
    channel: text(row.channel),
    used: count(row.proratedLicensesUsagePercent),
    processed: time(row.processedDateTime),
  }));
}

export function newest(rows) {
  const times = rows.map((row) => row.processed).filter((time) => time !== null);
  return times.length ? new Date(Math.max(...times)) : null;
}

function rows(report) {
  return Array.isArray(report?.items) ? report.items.filter((row) => row !== null && typeof row === 'object') : [];
}

function text(value) {
  return typeof value === 'string' && value.trim() ? value : null;
}

function count(value) {
  const number = typeof value === 'string' && value.trim() ? Number(value) : value;
  return Number.isFinite(number) ? number : null;
}

/** Without an offset it is UTC. */
function time(value) {
  if (typeof value !== 'string') {
    return null;
  }
  const date = new Date(/T.*(Z|[+-]\d\d:?\d\d)$/i.test(value) || !value.includes('T') ? value : `${value}Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}
