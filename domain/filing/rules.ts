/** What must not be in a notice or a filing: secrets, other people's data, marketing, promises, legal analysis. */

/** Who reads the text. `person`: somebody concerned; `controller`: a customer for whom we process. */
export type Audience = 'authority' | 'controller' | 'supplier' | 'person' | 'investors';

export type Rule = {
  rule: string;
  says: string;
  patterns: RegExp[];
  /** Only for these readers, or only for people of this state. */
  audiences?: Audience[];
  state?: string;
};

const RESIDENTS = /\b\d[\d,.]*\s+(?:\w+\s+){0,3}residents\b|\bresidents\s+(?:affected|concerned)\b[^.\n]*\d/gi;

/** The rules that are found by the words alone. Patterns are for English, the language of the letters. */
export const RULES = [
  {
    rule: 'secret',
    says: 'a password, token or key: it would help an attacker',
    patterns: [
      /-----BEGIN [A-Z ]*PRIVATE KEY-----/g,
      /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
      /\bgh[opsur]_[A-Za-z0-9]{20,}\b/g,
      /\b(?:sk|pk|rk)_(?:live|test)_[A-Za-z0-9]{10,}\b/g,
      /\bxox[abprs]-[A-Za-z0-9-]{10,}/g,
      /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
      /\b(?:bearer|basic)\s+(?=\S*\d)[A-Za-z0-9+/_.=-]{16,}/gi,
      /\b(?:password|passwd|passphrase|pwd|secret|api[ _-]?key|access[ _-]?key|token)\b\s*(?:(?:is|was)\s*)?[:=]\s*['"]?(?=[^\s'"]*[\d_!@#$%^&*])[^\s'"]{6,}/gi,
      /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/@]+@/gi,
    ],
  },
  {
    rule: 'exploit-detail',
    says: 'detail of how the weakness is used: it stays open for others until it is closed',
    patterns: [
      /\bunion\s+select\b/gi,
      /<script\b/gi,
      /\$\{jndi:/gi,
      /(?:\.\.\/){2,}/g,
      /\bcurl\s+\S+\s*\|\s*(?:ba)?sh\b/gi,
    ],
  },
  {
    rule: 'full-log',
    says: 'lines of a log: a receiver needs what they show, not the lines',
    patterns: [/(?:^\[?\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}[^\n]*(?:\n|$)){4,}/gm],
  },
  {
    rule: 'marketing',
    says: 'advertising, or a link of a campaign: a notice stands alone (EDPB 9/2022, section III)',
    patterns: [
      /\bunsubscribe\b/gi,
      /\bnewsletter\b/gi,
      /\b(?:special|exclusive|limited)[ -](?:time )?offer\b/gi,
      /\b\d+\s?% off\b/gi,
      /\b(?:discount|promo|voucher) code\b/gi,
      /\bupgrade (?:now|today|to (?:our|a) )/gi,
      /[?&]utm_[a-z]+=/gi,
    ],
  },
  {
    rule: 'speculation',
    says: 'a guess about who did it, or blame that is not proven; it can follow in an update',
    patterns: [
      /\bwe (?:suspect|believe|assume|think)\b[^.\n]{0,60}\b(?:hackers?|group|gang|attackers?|state|competitor)\b/gi,
      /\bstate[- ]sponsored\b/gi,
      /\b(?:solely|entirely|clearly)\b[^.\n]{0,30}\b(?:fault|negligence|responsibility)\b/gi,
    ],
  },
  {
    rule: 'absolute-claim',
    says: 'an absolute statement; say what was found, and how far the logs reach',
    patterns: [
      /\bno (?:personal )?(?:data|information|records?)\b[^.\n]{0,30}\b(?:was|were|has been|have been|is|are)\b[^.\n]{0,20}\b(?:accessed|stolen|lost|copied|disclosed|taken|affected|compromised|misused)\b/gi,
      /\b(?:completely|totally|absolutely|100\s?%|perfectly) (?:safe|secure)\b/gi,
      /\b(?:can(?:not|'t)|could not|will never|can never) happen again\b/gi,
      /\bthere (?:is|was) no risk\b/gi,
      /\bat no (?:time|point)\b/gi,
      /\b(?:nobody|no one) (?:has )?(?:accessed|saw|seen|copied)\b/gi,
    ],
  },
  {
    rule: 'legal-analysis',
    says: 'legal analysis: it belongs in the record of decisions and loses its privilege here',
    patterns: [
      /\battorney[- ]client\b/gi,
      /\b(?:legally )?privileged (?:and|&|communication|advice|analysis)/gi,
      /\blegal (?:opinion|advice|analysis|assessment)\b/gi,
      /\bour (?:lawyers|counsel|attorneys)\b/gi,
      /\b(?:our|any|no) (?:legal )?liability\b/gi,
    ],
  },
  {
    rule: 'controllers-judgement',
    says: 'a rating of the risk in law: that is for the customer as controller (GDPR Art. 33(2))',
    audiences: ['controller'],
    patterns: [
      /\b(?:high|low|no|unlikely(?: to result in a)?) risk (?:to|for) (?:the )?(?:rights|freedoms|people|persons|data subjects)/gi,
      /\b(?:you|customers?) (?:need not|do not (?:have|need) to|must not|don't (?:have|need) to) notify\b/gi,
    ],
  },
  {
    rule: 'massachusetts',
    says: 'the nature of the breach, or how many residents it touches (M.G.L. c. 93H s. 3(b) forbids both)',
    audiences: ['person'],
    state: 'US-MA',
    patterns: [
      RESIDENTS,
      /\bwhat happened\b|\bnature of the (?:breach|incident)\b/gi,
      /\b(?:hack(?:ed|ers?)|ransomware|malware|phishing|stolen|theft|intru(?:der|sion)|unauthori[sz]ed (?:access|acquisition|use|person|part(?:y|ies)))\b/gi,
    ],
  },
  {
    rule: 'illinois',
    says: 'how many residents of Illinois it touches (815 ILCS 530/10 forbids it)',
    audiences: ['person'],
    state: 'US-IL',
    patterns: [RESIDENTS],
  },
  {
    rule: 'response-detail',
    says: 'technical detail that would hinder the response (Form 8-K, Instruction 4 to Item 1.05)',
    audiences: ['investors'],
    patterns: [
      /\bCVE-\d{4}-\d{4,}\b/gi,
      /\b(?:\d{1,3}\.){3}\d{1,3}\b/g,
      /\b(?:firewall|patch|port|version) \d[\w.]*/gi,
    ],
  },
] as const satisfies Rule[];
