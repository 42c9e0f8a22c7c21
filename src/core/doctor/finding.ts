import { FINDINGS, type FindingCode } from '../../shared/doctor/finding-codes.ts';
import type { Finding } from '../../shared/doctor/models.ts';

/** A finding with the severity that its code has. */
export function finding(code: FindingCode, detail: Finding['detail'] = {}): Finding {
  return { code, severity: FINDINGS[code], detail };
}
