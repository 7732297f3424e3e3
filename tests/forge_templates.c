/* The templates: recipes that break no rule on any day from their first to their last. */

#include "forge_templates.h"

#define CA_PLACES \
	" crldp=http://crl.certlint-test.com/root.crl" \
	" aia=ocsp:http://ocsp.certlint-test.com,issuer:http://pki.certlint-test.com/root.cer"

#define LEAF_PLACES \
	" aia=ocsp:http://ocsp.certlint-test.com,issuer:http://pki.certlint-test.com/ca.cer" \
	" crldp=http://crl.certlint-test.com/ca.crl"

#define COMPANY "C=US/ST=California/L=San\\x20Francisco/O=Example\\x20Systems,\\x20Inc."

#define RPKI_HOST "rsync://rpki.certlint-test.com/"
#define RPKI_POLICY " policy!=1.3.6.1.5.5.7.14.2"

const struct template templates[] = {
	/* Authorities. */
	{ "root", NULL,
	  "version=v3 serial=5a0f3c9be7214d68a1c2f07d94b3e655 from=2021-03-01 validity=3652d"
	  " subject=\"C=US/O=Example Trust Services/CN=Example Trust Root R1\""
	  " key=p384b issuer=self sig=good bc=ca ku=certsign,crlsign ski=auto aki=auto",
	  false },
	{ "root-2010", "root",
	  "serial=3b7e90d2c45f1a8866e1b30f72a49dc8 from=2010-06-01 validity=15y"
	  " subject=\"C=US/O=Example Trust Services/CN=Example Trust Root 2010\" key=rsa4096b",
	  false },
	{ "ca", NULL,
	  "version=v3 serial=4cf2a7719d3be05880c6e2913fd7ab14 from=2026-01-12 validity=1095d"
	  " subject=\"C=US/O=Example Trust Services/CN=Example Trust TLS CA 1\""
	  " key=p256b issuer=root sig=fixed bc=ca,pathlen=0 ku=certsign,crlsign eku=server"
	  " policy=any ski=auto aki=auto" CA_PLACES,
	  false },
	{ "ca-2024", "ca",
	  "serial=61d80b5e2fa94c37b19e47c3d5082f6b from=2024-04-02 validity=2y bc=ca"
	  " subject=\"C=US/O=Example Trust Services/CN=Example Trust TLS CA 2024\" key=rsa2048b"
	  " eku=server,client",
	  false },
	{ "ca-2019", "ca",
	  "serial=2c95e1f40a7b6d8338d05fb9a1674ec2 from=2018-02-05 validity=7y"
	  " subject=\"C=US/O=Example Trust Services/CN=Example Trust TLS CA 2018\" key=rsa2048b"
	  " issuer=root-2010 eku=server,client",
	  false },
	{ "ca-2012", "ca-2019",
	  "serial=1f64b8c03d9a5e7247f10ba86cd2937e from=2013-01-14 validity=5y -eku"
	  " subject=\"C=US/O=Example Trust Services/CN=Example Trust TLS CA 2013\"",
	  false },
	{ "cross", "ca",
	  "serial=77a1d93e5b0c4f268e14c0b96f2d8a35 from=2021-04-12 validity=4y"
	  " subject=\"C=US/O=Example Trust Services/CN=Example Trust Root R1\" key=p384b"
	  " issuer=root-2010 bc=ca eku=any",
	  false },
	{ "tcca", "ca",
	  "serial=0e93f7a85c2146bd9b50e8d217c46fa3"
	  " subject=\"C=US/O=Example Systems, Inc./CN=Example Systems TLS CA\" key=p384"
	  " policy=dv nc=permit-dns:certlint-test.com,permit-dir:C=US/ST=California/"
	  "L=San\\x20Francisco/O=Example\\x20Systems\\,\\x20Inc.,"
	  "exclude-ip:0.0.0.0/0,exclude-ip:::/0",
	  false },
	{ "precert-ca", "ca",
	  "serial=3ad5c80e91f74b26a46d02fb8e5713c9 from=2025-02-03 validity=400d"
	  " subject=\"C=US/O=Example Trust Services/CN=Example Trust Precert CA\""
	  " key=rsa2048c issuer=ca-2024 bc=ca,pathlen=0 eku=precert",
	  false },
	{ "smime-ca", "ca",
	  "serial=68b2f05d13ea4c9785d7f4a0c91e362b"
	  " subject=\"C=US/O=Example Trust Services/CN=Example Trust Mail CA 1\""
	  " key=p384c eku=email",
	  false },
	{ "code-ca", "ca",
	  "serial=53c7914eadf04b688f2a6de0b7c5139d"
	  " subject=\"C=US/O=Example Trust Services/CN=Example Trust Code CA 1\""
	  " key=rsa4096 eku=code",
	  false },
	{ "time-ca", "code-ca",
	  "serial=29e4b6d80f3a4c5197c8d1e2a05f7b63"
	  " subject=\"C=US/O=Example Trust Services/CN=Example Trust Time CA 1\" eku=time",
	  false },
	{ "client-ca", "ca",
	  "serial=7d10c3f9852e4ba6b93f08e4da67c152"
	  " subject=\"C=US/O=Example Trust Services/CN=Example Trust Client CA 1\" key=p256d"
	  " eku=client,document",
	  false },

	{ "rpki-root", "root",
	  "serial=2d94b7f0c81e4a5396bb07d3e1f85c6a from=2026-01-12 validity=10y"
	  " subject=CN=printable:Example-RPKI-Root key=rsa2048b" RPKI_POLICY
	  " ipresources=30(30(04(0001)30(030100))) sia=repository:" RPKI_HOST "root/"
	  ",1.3.6.1.5.5.7.48.10:" RPKI_HOST "root/root.mft",
	  false },
	{ "rpki-ca", "ca",
	  "serial=58e1c4a97f3b4d06b2a0916ce7d35f84 subject=CN=printable:Example-RPKI-CA"
	  " key=rsa2048c issuer=rpki-root bc=ca -eku" RPKI_POLICY
	  " crldp=" RPKI_HOST "root/root.crl aia=issuer:" RPKI_HOST "root.cer"
	  " ipresources=30(30(04(0001)30(0302000a))) sia=repository:" RPKI_HOST "ca/"
	  ",1.3.6.1.5.5.7.48.10:" RPKI_HOST "ca/ca.mft",
	  false },

	/* TLS servers. */
	{ "tls", NULL,
	  "version=v3 serial=01b7d35c9e428fa06b1df8e2740c95a3 from=2026-04-01 validity=90d"
	  " subject=C=US key=p256 issuer=ca sig=fixed san=dns:www.certlint-test.com ku=digital"
	  " eku=server policy=dv sct=2 aki=auto" LEAF_PLACES,
	  false },
	{ "tls-2024", "tls",
	  "serial=6f83a2d91c504be7a7e015c8bf9d2463 from=2024-06-03 validity=365d key=rsa2048"
	  " issuer=ca-2024 eku=server,client sct=3",
	  false },
	{ "tls-2019", "tls-2024",
	  "serial=0d5be8c7f1924a368cd4b09e27f16a5b from=2019-06-03 issuer=ca-2019 ku=digital,keyenc"
	  " ski=auto sct=2",
	  false },
	{ "tls-2013", "tls-2019",
	  "serial=42f9c06e8bd317a5d9045a1bf8e36c70 from=2013-06-03 issuer=ca-2012 -sct", false },
	{ "ov", "tls", "serial=55e0d1937f8b4ca29c61fb07ade4382d policy=ov subject=" COMPANY,
	  false },
	{ "iv", "tls",
	  "serial=3e71bb08d4c94f95806e2af5cc17d9ab policy=iv"
	  " subject=C=US/ST=California/L=San\\x20Francisco/surname=Lovelace/givenName=Ada",
	  false },
	{ "ev", "tls",
	  "serial=1c08e95fa7d34eb2b6f27a90c35d81e4 policy=ev"
	  " subject=\"C=US/ST=California/L=San Francisco/postalCode=94105/street=1 Market Street"
	  "/O=Example Systems, Inc./businessCategory=Private Organization/jC=US/jST=California"
	  "/serialNumber=C4820571\"",
	  false },
	{ "ev-orgid", "ev",
	  "serial=72a5f61b0ce84d739e5b3fd8a140c627"
	  " +subject=organizationIdentifier=NTRUS\\+CA-C4820571"
	  " cabforgid=NTR:US:CA:C4820571",
	  false },
	{ "precert", "tls", "-sct poison=on", false },
	{ "precert-2025", "tls-2024",
	  "serial=4a9e17c5d0b83f62a8d3907be1f452cc from=2025-03-03 issuer=precert-ca"
	  " -sct poison=on",
	  false },

	/* The rest of a TLS hierarchy. */
	{ "ocsp", NULL,
	  "version=v3 serial=2b60f8d49ca7135e81b93cfe07d24a68 from=2026-04-01 validity=30d"
	  " subject=\"C=US/O=Example Trust Services/CN=Example Trust OCSP Responder 1\""
	  " key=p256c issuer=ca sig=fixed ku=digital eku=ocsp nocheck=on ski=auto aki=auto",
	  false },

	/* Other purposes. */
	{ "smime", NULL,
	  "version=v3 serial=5d2ef19b8347c06aa2e8d7410fb69c35 from=2026-04-01 validity=365d"
	  " subject=CN=ada@certlint-test.com key=p256 issuer=smime-ca sig=fixed"
	  " san=mail:ada@certlint-test.com ku=digital eku=email policy=mv-strict"
	  " ski=auto aki=auto" LEAF_PLACES,
	  false },
	{ "smime-ov", "smime",
	  "serial=304c9ad6ef815b27b8f30e91d24ca76d policy=smime-ov-multi"
	  " subject=\"C=US/O=Example Systems, Inc./organizationIdentifier=NTRUS\\+CA-C4820571"
	  "/CN=Example Systems, Inc.\"",
	  false },
	{ "smime-sv", "smime",
	  "serial=1be7c8a0f5934d629d18e6b7fc305ea2 policy=sv-multi"
	  " subject=\"C=US/O=Example Systems, Inc./organizationIdentifier=NTRUS\\+CA-C4820571"
	  "/surname=Lovelace/givenName=Ada/CN=Ada Lovelace\"",
	  false },
	{ "smime-iv", "smime",
	  "serial=66d9f3170ba84ce58af20d6cb1e7934f policy=smime-iv-multi"
	  " subject=\"C=US/surname=Lovelace/givenName=Ada/CN=Ada Lovelace\"",
	  false },
	{ "codesign", NULL,
	  "version=v3 serial=0a7cd5e8913f4b62bd06f7c2e85194d3 from=2026-04-01 validity=365d"
	  " subject=" COMPANY "/CN=Example\\x20Systems,\\x20Inc. key=rsa3072 issuer=code-ca"
	  " sig=fixed ku=digital eku=code policy=cs ski=auto aki=auto" LEAF_PLACES,
	  false },
	{ "codesign-ev", "codesign",
	  "serial=4e81b03cf7d9462591aef8c3d60b27a5 policy=evcs"
	  " subject=\"C=US/ST=California/L=San Francisco/O=Example Systems, Inc."
	  "/businessCategory=Private Organization/jC=US/jST=California/serialNumber=C4820571"
	  "/CN=Example Systems, Inc.\"",
	  false },
	{ "timestamp", "codesign",
	  "serial=78f2c61e05bd4a93ad7e90c4f3185b6d issuer=time-ca eku!=time policy=ts"
	  " subject=" COMPANY "/CN=Example\\x20Systems\\x20Timestamps",
	  false },
	{ "client", NULL,
	  "version=v3 serial=2fa3e7d81b6c4950967b5cf3ed0a8412 from=2026-04-01 validity=90d"
	  " subject=\"C=US/O=Example Systems, Inc./CN=Ada Lovelace\" key=p256 issuer=client-ca"
	  " sig=fixed san=mail:ada@certlint-test.com ku=digital eku=client"
	  " policy=1.3.6.1.4.1.55555.1.1 ski=auto aki=auto" LEAF_PLACES,
	  false },
	{ "qualified", "client",
	  "serial=6c0be5f97a2d438189fd3ea6c7b1d058 issuer=client-ca eku=document ku=nonrep"
	  " subject=\"C=DE/surname=Lovelace/givenName=Ada/serialNumber=PASDE-L01X00T47"
	  "/CN=Ada Lovelace\" policy=qcp-n-qscd"
	  " \"qcs=compliance,sscd,type:esign,pds:https://pki.certlint-test.com/pds.pdf@en,"
	  "semantics:natural\"",
	  false },

	{ "rpki", "client",
	  "serial=713fd2085ab94ce8a1467f0b9ed3c25e subject=CN=printable:Example-ROA key=rsa2048"
	  " issuer=rpki-ca -san -eku" RPKI_POLICY
	  " crldp=" RPKI_HOST "ca/ca.crl aia=issuer:" RPKI_HOST "root/ca.cer"
	  " ipresources=30(30(04(0001)0500)) sia=1.3.6.1.5.5.7.48.11:" RPKI_HOST "ca/a.roa",
	  false },

	/* What is not a certificate. */
	{ "crl", NULL,
	  "object=crl version=v2 from=2026-04-02 validity=7d issuer=ca sig=fixed"
	  " revoked=38c1f5a09b724de6a1d07e5c94f3b268@2026-04-01{reason:superseded}"
	  " aki=auto crlnumber=4660",
	  false },
	{ "arl", "crl",
	  "validity=180d issuer=root"
	  " revoked=4be2970cd15f8a36b7049fe1c8d23a65@2026-04-01{reason:cessationOfOperation}",
	  false },
	{ "response", NULL,
	  "object=ocsp status=successful from=2026-04-02 validity=4d issuer=ca sig=fixed"
	  " responder=key responses=01b7d35c9e428fa06b1df8e2740c95a3",
	  false },
	{ "response-by", "response", "by=ocsp", false },
	{ "csr", NULL,
	  "object=csr version=v1 subject=CN=www.certlint-test.com key=p256 issuer=self sig=fixed"
	  " san=dns:www.certlint-test.com",
	  false },

	/* Bare ones, to build on. */
	{ "v1", NULL,
	  "version=v1 serial=35f8d20c6be94a71 from=2026-04-01 validity=90d subject=C=US/CN=v1"
	  " key=rsa2048 issuer=root sig=fixed",
	  true },
};
const size_t template_count = sizeof(templates) / sizeof(*templates);
