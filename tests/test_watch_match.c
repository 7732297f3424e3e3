/* Matching: every kind of item in every place where it can hide, and what must not be found. */

#include "watching.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define REVERSE "1.1.1.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.7.4.6.0.6.2.ip6.arpa"

static const struct {
	const char *list, *recipe, *expected;
} cases[] = {
	/* names */
	{ "www.certlint-test.com", "tls san=dns:www.certlint-test.com",
	  "dns:www.certlint-test.com exact undecided www.certlint-test.com dNSName\n" },
	{ "WWW.Certlint-Test.COM.", "tls san=dns:wWw.cErtlint-test.com.",
	  "dns:www.certlint-test.com exact undecided wWw.cErtlint-test.com. dNSName\n" },
	{ "dns:certlint-test.com", "tls san=dns:www.certlint-test.com", "" },
	{ "dns:certlint-test.com", "tls san=dns:xcertlint-test.com,dns:certlint-test.com.evil.com",
	  "" },
	{ "dns:.certlint-test.com", "tls san=dns:certlint-test.com",
	  "dns:.certlint-test.com exact undecided certlint-test.com dNSName\n" },
	{ ".certlint-test.com", "tls san=dns:a.b.certlint-test.com",
	  "dns:.certlint-test.com below undecided a.b.certlint-test.com dNSName\n" },
	{ "dns:*.certlint-test.com", "tls san=dns:a.b.certlint-test.com,dns:certlint-test.com",
	  "" },
	{ "dns:*.certlint-test.com", "tls san=dns:b.certlint-test.com",
	  "dns:*.certlint-test.com below undecided b.certlint-test.com dNSName\n" },
	{ "dns:*.certlint-test.com", "tls san=dns:*.certlint-test.com",
	  "dns:*.certlint-test.com exact undecided *.certlint-test.com dNSName\n" },
	/* wildcards, above and below */
	{ "www.certlint-test.com\n.a.certlint-test.com\n.certlint-test.com\ncertlint-test.com\n"
	  "a.b.certlint-test.com", "tls san=dns:*.certlint-test.com",
	  "dns:www.certlint-test.com wildcard undecided *.certlint-test.com dNSName\n"
	  "dns:.a.certlint-test.com wildcard undecided *.certlint-test.com dNSName\n"
	  "dns:.certlint-test.com below undecided *.certlint-test.com dNSName\n" },
	{ "foo.certlint-test.com\nbar.certlint-test.com", "tls san=dns:f*o.certlint-test.com",
	  "dns:foo.certlint-test.com wildcard undecided f*o.certlint-test.com dNSName\n" },
	{ ".certlint-test.com", "tls san=dns:*.com",
	  "dns:.certlint-test.com wildcard undecided *.com dNSName\n" },
	{ ".certlint-test.com\nb.certlint-test.com", "tls san=dns:a.*.certlint-test.com",
	  "dns:.certlint-test.com below undecided a.*.certlint-test.com dNSName\n"
	  "dns:b.certlint-test.com wildcard undecided a.*.certlint-test.com dNSName\n" },
	{ "www.certlint-test.com", "tls san=dns:?.certlint-test.com",
	  "dns:www.certlint-test.com wildcard undecided ?.certlint-test.com dNSName\n" },
	/* other alphabets */
	{ "dns:B\xc3\x9c" "CHER.example", "tls san=dns:xn--bcher-kva.example",
	  "dns:xn--bcher-kva.example exact undecided xn--bcher-kva.example dNSName\n" },
	{ ".b\xc3\xbc" "cher.example", "tls san=dns:www.b\\xc3\\x9ccher.example",
	  "dns:.xn--bcher-kva.example below undecided www.b\\xc3\\x9ccher.example dNSName\n" },
	{ "xn--bcher-kva.example", "tls san=dns:b\\xfccher.example",
	  "dns:xn--bcher-kva.example exact undecided b\\xfccher.example dNSName\n" },
	{ "certlint-test.com", "tls subject=CN=bmp:certlint-test.com san=dns:other.com",
	  "dns:certlint-test.com exact undecided certlint-test.com commonName\n" },
	/* among other text */
	{ "www.certlint-test.com", "tls san=dns:www.certlint-test.com\\x00.evil.com",
	  "dns:www.certlint-test.com disguised undecided www.certlint-test.com dNSName\n" },
	{ "www.certlint-test.com\n1.1.1.1", "tls \"san=dns:https://www.certlint-test.com/x,"
	  "dns:http://1.1.1.1:8080/\"",
	  "dns:www.certlint-test.com disguised undecided www.certlint-test.com dNSName\n"
	  "ip:1.1.1.1 disguised undecided 1.1.1.1:8080 dNSName\n" },
	{ "test.hr", "tls \"san=dns:test test.hr\"",
	  "dns:test.hr disguised undecided test.hr dNSName\n" },
	{ "certlint-test.com", "tls \"subject=CN=the site (certlint-test.com), really\"",
	  "dns:certlint-test.com disguised undecided certlint-test.com commonName\n" },
	{ "ssltest5", "tls san=dns:ssltest5",
	  "dns:ssltest5 exact undecided ssltest5 dNSName\n" },
	/* the subject */
	{ "cn.certlint-test.com", "tls subject=CN=cn.certlint-test.com san=dns:other.com",
	  "dns:cn.certlint-test.com exact undecided cn.certlint-test.com commonName\n" },
	{ "a.certlint-test.com", "tls subject=CN=a.certlint-test.com san=dns:a.certlint-test.com",
	  "dns:a.certlint-test.com exact undecided a.certlint-test.com dNSName\n" },
	/* addresses */
	{ "1.1.1.1", "tls san=ip:1.1.1.1", "ip:1.1.1.1 exact undecided 1.1.1.1 iPAddress\n" },
	{ "1.1.1.1", "tls san=ip:1.1.1.2,dns:1.1.1.11,dns:11.1.1.1.com", "" },
	{ "2606:4700:4700::1111", "tls san=ip:2606:4700:4700::1111",
	  "ip:2606:4700:4700::1111 exact undecided 2606:4700:4700::1111 iPAddress\n" },
	{ "1.1.1.1", "tls san=iphex:'1.1.1.1'",
	  "ip:1.1.1.1 disguised undecided 1.1.1.1 iPAddress\n" },
	{ "ip:1.1.1.10", "tls san=iphex:'1.1.1.10'",
	  "ip:1.1.1.10 disguised undecided 1.1.1.10 iPAddress\n" },
	{ "1.1.1.1", "tls san=dns:1.1.1.1", "ip:1.1.1.1 disguised undecided 1.1.1.1 dNSName\n" },
	{ "1.1.1.1", "tls subject=CN=1.1.1.1 san=dns:a.com",
	  "ip:1.1.1.1 exact undecided 1.1.1.1 commonName\n" },
	{ "1.1.1.1", "tls \"subject=CN=1.1.1.1 \" san=dns:a.com",
	  "ip:1.1.1.1 disguised undecided 1.1.1.1 commonName\n" },
	{ "1.1.1.1", "tls subject=CN=001.001.001.001 san=dns:a.com",
	  "ip:1.1.1.1 exact undecided 001.001.001.001 commonName\n" },
	{ "1.1.1.1", "tls san=dns:1.1.1.1.in-addr.arpa",
	  "ip:1.1.1.1 disguised undecided 1.1.1.1.in-addr.arpa dNSName\n" },
	{ "1.2.3.4", "tls san=dns:x.4.3.2.1.IN-ADDR.arpa.",
	  "ip:1.2.3.4 disguised undecided x.4.3.2.1.IN-ADDR.arpa. dNSName\n" },
	{ "1.2.3.4\ncidr:1.2.0.0/16", "tls san=dns:*.3.2.1.in-addr.arpa",
	  "ip:1.2.3.4 disguised undecided *.3.2.1.in-addr.arpa dNSName\n"
	  "cidr:1.2.0.0/16 disguised undecided *.3.2.1.in-addr.arpa dNSName\n" },
	{ "2606:4700::/32", "tls san=dns:" REVERSE,
	  "cidr:2606:4700::/32 disguised undecided " REVERSE " dNSName\n" },
	{ "1.1.1.1", "tls san=ip:::ffff:1.1.1.1",
	  "ip:1.1.1.1 disguised undecided ::ffff:1.1.1.1 iPAddress\n" },
	{ "::ffff:1.1.1.1", "tls san=ip:1.1.1.1",
	  "ip:1.1.1.1 exact undecided 1.1.1.1 iPAddress\n" },
	{ "cidr:1.1.1.0/24", "tls san=iphex:00000000000000000000ffff01010107",
	  "cidr:1.1.1.0/24 disguised undecided ::ffff:1.1.1.7 iPAddress\n" },
	{ "1.1.1.0/24\n1.0.0.0/8\n1.1.1.0/25\n1.1.1.7/32\n2606:4700::/32", "tls san=ip:1.1.1.7",
	  "cidr:1.1.1.0/24 below undecided 1.1.1.7 iPAddress\n"
	  "cidr:1.0.0.0/8 below undecided 1.1.1.7 iPAddress\n"
	  "cidr:1.1.1.0/25 below undecided 1.1.1.7 iPAddress\n"
	  "cidr:1.1.1.7/32 below undecided 1.1.1.7 iPAddress\n" },
	{ "1.1.1.7\n1.1.0.0/16\n1.1.1.0/24\n1.1.1.128/25\n1.1.2.0/24\n1.1.2.1",
	  "tls san=iphex:01010100ffffff00",
	  "ip:1.1.1.7 disguised undecided 1.1.1.0/255.255.255.0 iPAddress\n"
	  "cidr:1.1.0.0/16 disguised undecided 1.1.1.0/255.255.255.0 iPAddress\n"
	  "cidr:1.1.1.0/24 disguised undecided 1.1.1.0/255.255.255.0 iPAddress\n"
	  "cidr:1.1.1.128/25 disguised undecided 1.1.1.0/255.255.255.0 iPAddress\n" },
	{ "1.1.1.7\n1.1.1.6", "tls san=iphex:01010101ffffff01",
	  "ip:1.1.1.7 disguised undecided 1.1.1.1/255.255.255.1 iPAddress\n" },
	{ "1.1.1.7", "tls san=iphex:0000000000000000", "" },
	{ "1.1.1.1", "tls san=iphex:0101010118",
	  "ip:1.1.1.1 possible undecided \\x01\\x01\\x01\\x01\\x18 iPAddress\n" },
	{ "1.1.1.1", "tls san=iphex:040401010101",
	  "ip:1.1.1.1 disguised undecided \\x04\\x04\\x01\\x01\\x01\\x01 iPAddress\n" },
	{ "1.1.1.1", "tls san=iphex:010101,iphex:,iphex:0202", "" },
	/* the first network is passed over at the item that the second one holds */
	{ "10.1.0.5", "tls san=iphex:0a000000ffff0000,iphex:0a010000ffff0000",
	  "ip:10.1.0.5 disguised undecided 10.1.0.0/255.255.0.0 iPAddress\n" },
	/* an octet of ff does not make an address a mapped one */
	{ "2606:4700::/32", "tls san=ip:2606:4700::ff00:0:1",
	  "cidr:2606:4700::/32 below undecided 2606:4700::ff00:0:1 iPAddress\n" },
	{ "1.1.1.1\n1.1.1.0/24", "tls san=ip:64:ff9b::1.1.1.1",
	  "ip:1.1.1.1 disguised undecided 64:ff9b::101:101 iPAddress\n"
	  "cidr:1.1.1.0/24 disguised undecided 64:ff9b::101:101 iPAddress\n" },
	{ "1.1.1.1", "tls san=ip:2002:101:101::5",
	  "ip:1.1.1.1 disguised undecided 2002:101:101::5 iPAddress\n" },
	{ "1.1.1.1", "tls san=ip:::1.1.1.1",
	  "ip:1.1.1.1 disguised undecided ::101:101 iPAddress\n" },
	{ "0.0.0.1\n1.1.1.1", "tls san=ip:::1,ip:64:ff9b:1::1.1.1.1,ip:2003:101:101::5", "" },
	/* numbers as inet_aton() reads them */
	{ "1.1.1.1", "tls san=dns:0x01010101",
	  "ip:1.1.1.1 disguised undecided 0x01010101 dNSName\n" },
	{ "1.1.1.1", "tls san=uri:https://16843009/",
	  "ip:1.1.1.1 disguised undecided https://16843009/ uniformResourceIdentifier\n" },
	{ "1.2.3.4", "tls san=dns:0X1.2.0x304",
	  "ip:1.2.3.4 disguised undecided 0X1.2.0x304 dNSName\n" },
	{ "8.1.1.1\n10.1.1.1", "tls subject=CN=010.1.1.1 san=dns:a.com",
	  "ip:8.1.1.1 disguised undecided 010.1.1.1 commonName\n"
	  "ip:10.1.1.1 exact undecided 010.1.1.1 commonName\n" },
	{ "255.255.255.255", "tls san=dns:4294967295",
	  "ip:255.255.255.255 disguised undecided 4294967295 dNSName\n" },
	{ "1.1.1.1\n0.0.0.0\n9.1.1.1\n1.1.0.0", "tls subject=CN=16843009 san=dns:4294967296,"
	  "dns:0x,dns:09.1.1.1.1,dns:1.256.1,dns:1.1.65536,dns:1..1,dns:0x1g.1.1.1", "" },
	/* networks that are written out, and an address with a label before it */
	{ "1.1.1.7\n1.1.0.0/16\n1.1.1.0/24\n1.1.2.1\n2606:4700::1",
	  "tls san=iphex:'1.1.1.0/24',dns:2606:4700::/32",
	  "ip:1.1.1.7 disguised undecided 1.1.1.0/24 iPAddress\n"
	  "cidr:1.1.0.0/16 disguised undecided 1.1.1.0/24 iPAddress\n"
	  "cidr:1.1.1.0/24 disguised undecided 1.1.1.0/24 iPAddress\n"
	  "ip:2606:4700::1 disguised undecided 2606:4700::/32 dNSName\n" },
	{ "1.1.1.7\n1.2.0.1", "tls \"subject=CN=net 1.1.1.1\\/255.255.255.0\" san=dns:1.2.3.4/16",
	  "ip:1.1.1.7 disguised undecided 1.1.1.1/255.255.255.0 commonName\n"
	  "ip:1.2.0.1 disguised undecided 1.2.3.4/16 dNSName\n" },
	{ "1.1.1.7", "tls san=dns:1.1.1.1/33,dns:1.1.1.1/,dns:1.1.1.1/x,dns:1.0.0.0/7,"
	  "dns:1.1.1.1/::,dns:1.1.1.0/024x,dns:1.1.1.0/0024", "" },
	{ "1.1.1.1", "tls san=dns:www.1.1.1.1",
	  "ip:1.1.1.1 disguised undecided www.1.1.1.1 dNSName\n" },
	{ "1.1.1.1", "tls subject=CN=oid.1.1.1.1 san=dns:2.1.1.1.1,dns:1.1.1,dns:a.1.1.1,"
	  "dns:x1.1.1.1.1.com", "" },
	/* octets before or behind an address, and strings in pieces */
	{ "1.1.1.1\n8.8.8.8", "tls san=iphex:000001010101,iphex:0808080800ff00ff00",
	  "ip:1.1.1.1 possible undecided \\x00\\x00\\x01\\x01\\x01\\x01 iPAddress\n"
	  "ip:8.8.8.8 possible undecided \\x08\\x08\\x08\\x08\\x00\\xff\\x00\\xff\\x00 "
	  "iPAddress\n" },
	{ "www.certlint-test.com", "tls san=tag:a2=16('www.cert')16('lint-test.com')",
	  "dns:www.certlint-test.com disguised undecided \\x16\\x08www.cert\\x16\\x0d"
	  "lint-test.com dNSName\n" },
	{ "1.1.1.1", "tls san=tag:a7=04(0101)04(0101)",
	  "ip:1.1.1.1 disguised undecided \\x04\\x02\\x01\\x01\\x04\\x02\\x01\\x01 iPAddress\n" },
	{ "certlint-test.com", "tls san=tag:a1=04('a@cert')04('lint-test.com')",
	  "dns:certlint-test.com disguised undecided \\x04\\x06a@cert\\x04\\x0dlint-test.com "
	  "rfc822Name\n" },
	{ "www.certlint-test.com", "tls san=tag:a2=30(16('www.certlint-test.com'))",
	  "dns:www.certlint-test.com possible undecided www.certlint-test.com bytes\n" },
	/* capitals beyond the first blocks, and punctuation around a name */
	{ "k\xc3\xbas.example\n\xce\xac\xce\xbb.example\n\xe1\xba\xa1.example\n\xd3\x99.example",
	  "tls san=dns:\\xe2\\x84\\xaa\\xc3\\x9a\\xc5\\xbf.example,"
	  "dns:\\xce\\x86\\xce\\x9b.example,dns:\\xe1\\xba\\xa0.example,dns:\\xd3\\x98.example",
	  "dns:xn--ks-rka.example exact undecided \\xe2\\x84\\xaa\\xc3\\x9a\\xc5\\xbf.example "
	  "dNSName\n"
	  "dns:xn--hxa4a.example exact undecided \\xce\\x86\\xce\\x9b.example dNSName\n"
	  "dns:xn--nkg.example exact undecided \\xe1\\xba\\xa0.example dNSName\n"
	  "dns:xn--25a.example exact undecided \\xd3\\x98.example dNSName\n" },
	{ "certlint-test.com\n1.1.1.1",
	  "tls \"subject=CN=\\xe2\\x80\\x9ccertlint-test.com\\xe2\\x80\\x9d, "
	  "\\xc2\\xab1.1.1.1\\xc2\\xbb\" san=dns:a.com",
	  "dns:certlint-test.com disguised undecided certlint-test.com commonName\n"
	  "ip:1.1.1.1 disguised undecided 1.1.1.1 commonName\n" },
	/* dots around a name, and bytes behind the list of names */
	{ "certlint-test.com", "tls san=dns:.certlint-test.com",
	  "dns:certlint-test.com disguised undecided .certlint-test.com dNSName\n" },
	{ "certlint-test.com\n1.1.1.1", "tls san=dns:certlint-test.com...,dns:..1.1.1.1",
	  "dns:certlint-test.com disguised undecided certlint-test.com... dNSName\n"
	  "ip:1.1.1.1 disguised undecided ..1.1.1.1 dNSName\n" },
	{ "www.certlint-test.com", "tls san=der:30(82('a.com'))82('www.certlint-test.com')",
	  "dns:www.certlint-test.com possible undecided www.certlint-test.com bytes\n" },
	/* mail */
	{ "email:@certlint-test.com\nemail:a@certlint-test.com\nA@Certlint-test.com\n"
	  "email:@.certlint-test.com\nemail:b@certlint-test.com\nemail:@test.com\n"
	  "certlint-test.com", "smime san=mail:a@certlint-test.com subject=C=US",
	  "email:@certlint-test.com exact undecided a@certlint-test.com rfc822Name\n"
	  "email:a@certlint-test.com exact undecided a@certlint-test.com rfc822Name\n"
	  "email:a@certlint-test.com exact undecided a@certlint-test.com rfc822Name\n"
	  "email:@.certlint-test.com exact undecided a@certlint-test.com rfc822Name\n"
	  "dns:certlint-test.com disguised undecided a@certlint-test.com rfc822Name\n" },
	{ "email:@.certlint-test.com\nemail:@certlint-test.com",
	  "smime san=mail:a@mx.certlint-test.com subject=C=US",
	  "email:@.certlint-test.com below undecided a@mx.certlint-test.com rfc822Name\n" },
	{ "email:@certlint-test.com",
	  "smime san=dns:a.com subject=emailAddress=x@certlint-test.com",
	  "email:@certlint-test.com exact undecided x@certlint-test.com subject\n" },
	/* what stands where a mail address has to */
	{ "certlint-test.com\nemail:@certlint-test.com",
	  "smime \"san=mail:Ada <a@certlint-test.com>\" subject=C=US",
	  "dns:certlint-test.com disguised undecided a@certlint-test.com rfc822Name\n"
	  "email:@certlint-test.com disguised undecided a@certlint-test.com rfc822Name\n" },
	{ "certlint-test.com", "smime san=mail:certlint-test.com subject=C=US",
	  "dns:certlint-test.com disguised undecided certlint-test.com rfc822Name\n" },
	{ "certlint-test.com\ntest.hr",
	  "smime \"san=mail:a@certlint-test.com\\x00.evil.com,mail:a@test.hr; b@evil.com\" "
	  "subject=C=US",
	  "dns:certlint-test.com disguised undecided a@certlint-test.com rfc822Name\n"
	  "dns:test.hr disguised undecided a@test.hr rfc822Name\n" },
	{ "certlint-test.com", "tls subject=emailAddress=bmp:certlint-test.com san=dns:a.com",
	  "dns:certlint-test.com disguised undecided certlint-test.com subject\n" },
	{ "www.certlint-test.com", "smime san=mail:www.certlint-test.com@evil.com subject=C=US",
	  "" },
	{ "certlint-test.com\nemail:@certlint-test.com\nemail:a@certlint-test.com",
	  "tls san=uri:mailto:a@certlint-test.com",
	  "dns:certlint-test.com disguised undecided mailto:a@certlint-test.com "
	  "uniformResourceIdentifier\n"
	  "email:@certlint-test.com disguised undecided mailto:a@certlint-test.com "
	  "uniformResourceIdentifier\n"
	  "email:a@certlint-test.com disguised undecided mailto:a@certlint-test.com "
	  "uniformResourceIdentifier\n" },
	{ "certlint-test.com\nemail:j\xc3\xb6@certlint-test.com",
	  "tls \"subject=CN=bmp:J <j\\u00f6@certlint-test.com>\" san=dns:a.com",
	  "dns:certlint-test.com disguised undecided j\\x00\\xf6@certlint-test.com commonName\n"
	  "email:j\xc3\xb6@certlint-test.com disguised undecided j\\x00\\xf6@certlint-test.com "
	  "commonName\n" },
	/* without an item of mail in the list */
	{ "certlint-test.com\nb\xc3\xbc" "cher.example",
	  "tls san=utf8mail:j\\xc3\\xb6@certlint-test.com,"
	  "upn:j\\xc3\\xb6@b\\xc3\\xbc" "cher.example",
	  "dns:certlint-test.com disguised undecided j\\xc3\\xb6@certlint-test.com otherName\n"
	  "dns:xn--bcher-kva.example disguised undecided j\\xc3\\xb6@b\\xc3\\xbc" "cher.example "
	  "otherName\n" },
	/* URIs */
	{ "certlint-test.com\nuri:certlint-test.com", "tls san=uri:https://%63ertlint-test.com/",
	  "dns:certlint-test.com disguised undecided https://%63ertlint-test.com/ "
	  "uniformResourceIdentifier\n"
	  "uri:certlint-test.com exact undecided https://%63ertlint-test.com/ "
	  "uniformResourceIdentifier\n" },
	{ "certlint-test.com", "tls \"san=uri:https://certlint-test.com\\x00.evil.com/\"",
	  "dns:certlint-test.com disguised undecided certlint-test.com "
	  "uniformResourceIdentifier\n" },
	{ "certlint-test.com", "tls san=uri:https://certlint-test.com%@evil.com/%63%,"
	  "uri:https://[::1]/certlint-test.com", "" },
	{ "uri:certlint-test.com\nuri:.test.com\nuri:.certlint-test.com\nwww.certlint-test.com\n"
	  "uri:www.certlint-test.com\nhttps://WWW.certlint-test.com/x",
	  "tls san=uri:https://www.certlint-test.com/x",
	  "uri:.certlint-test.com below undecided https://www.certlint-test.com/x "
	  "uniformResourceIdentifier\n"
	  "dns:www.certlint-test.com disguised undecided https://www.certlint-test.com/x "
	  "uniformResourceIdentifier\n"
	  "uri:www.certlint-test.com exact undecided https://www.certlint-test.com/x "
	  "uniformResourceIdentifier\n"
	  "uri:https://www.certlint-test.com/x exact undecided https://www.certlint-test.com/x "
	  "uniformResourceIdentifier\n" },
	{ "1.1.1.1\n2606:4700:4700::1111", "tls san=uri:https://1.1.1.1/,"
	  "uri:https://[2606:4700:4700::1111]/",
	  "ip:1.1.1.1 disguised undecided https://1.1.1.1/ uniformResourceIdentifier\n"
	  "ip:2606:4700:4700::1111 disguised undecided https://[2606:4700:4700::1111]/ "
	  "uniformResourceIdentifier\n" },
	/* what the CA writes about itself is not looked at */
	{ ".certlint-test.com\n.example.net\nuri:.certlint-test.com",
	  "tls san=dns:a.com aia=ocsp:http://ocsp.certlint-test.com "
	  "crldp=http://crl.certlint-test.com/x", "" },
	/* organizations */
	{ "org:\"Example   GmbH\"\norg:Example", "ov \"subject=C=DE/O=EXAMPLE gmbh\"",
	  "org:Example   GmbH exact undecided EXAMPLE gmbh organizationName\n" },
	{ "org:\"M\xc3\xbcller AG\"", "ov \"subject=C=DE/O=bmp:M\\u00dcLLER ag\"",
	  "org:M\xc3\xbcller AG exact undecided M\\x00\\xdcLLER ag organizationName\n" },
	/* name constraints */
	{ "www.certlint-test.com\n.certlint-test.com\na.b.certlint-test.com\n.com wide\n"
	  "other.com\n1.2.3.4\n*.c.certlint-test.com",
	  "ca nc=permit-dns:certlint-test.com,permit-ip:1.2.3.0/24",
	  "dns:www.certlint-test.com below undecided certlint-test.com permittedSubtrees\n"
	  "dns:.certlint-test.com below undecided certlint-test.com permittedSubtrees\n"
	  "dns:a.b.certlint-test.com below undecided certlint-test.com permittedSubtrees\n"
	  "dns:.com below undecided certlint-test.com permittedSubtrees\n"
	  "ip:1.2.3.4 below undecided 1.2.3.0/255.255.255.0 permittedSubtrees\n"
	  "dns:*.c.certlint-test.com below undecided certlint-test.com permittedSubtrees\n" },
	{ "email:@certlint-test.com\nemail:a@certlint-test.com\n.certlint-test.com\n"
	  "www.certlint-test.com", "ca nc=permit-mail:certlint-test.com",
	  "email:@certlint-test.com below undecided certlint-test.com permittedSubtrees\n"
	  "dns:.certlint-test.com below undecided certlint-test.com permittedSubtrees\n" },
	{ "email:@certlint-test.com\nemail:a@certlint-test.com",
	  "ca nc=permit-mail:a@certlint-test.com",
	  "email:@certlint-test.com below undecided a@certlint-test.com permittedSubtrees\n"
	  "email:a@certlint-test.com below undecided a@certlint-test.com permittedSubtrees\n" },
	{ "uri:.certlint-test.com\nwww.certlint-test.com\nuri:other.com",
	  "ca nc=permit-uri:.certlint-test.com",
	  "uri:.certlint-test.com below undecided .certlint-test.com permittedSubtrees\n"
	  "dns:www.certlint-test.com below undecided .certlint-test.com permittedSubtrees\n" },
	{ "1.1.1.1", "ca nc=permit-iphex:01010101",
	  "ip:1.1.1.1 below undecided 1.1.1.1 permittedSubtrees\n" },
	{ "certlint-test.com\nemail:@certlint-test.com\nuri:certlint-test.com",
	  "ca nc=permit-mail:com,permit-uri:.com,permit-mail:,exclude-mail:certlint-test.com", "" },
	/* other names, and names of the other kind in subjectAltName */
	{ "email:u@certlint-test.com\ncertlint-test.com\nxmpp.certlint-test.com",
	  "tls san=upn:u@certlint-test.com,srv:_xmpp.xmpp.certlint-test.com",
	  "email:u@certlint-test.com exact undecided u@certlint-test.com otherName\n"
	  "dns:certlint-test.com disguised undecided u@certlint-test.com otherName\n"
	  "dns:xmpp.certlint-test.com disguised undecided xmpp.certlint-test.com otherName\n" },
	{ "certlint-test.com\n1.1.1.1", "tls san=dir:CN=certlint-test.com/CN=1.1.1.1",
	  "dns:certlint-test.com disguised undecided certlint-test.com directoryName\n"
	  "ip:1.1.1.1 disguised undecided 1.1.1.1 directoryName\n" },
	{ "www.certlint-test.com", "tls san=tag:a2='\\x82\\x15www.certlint-test.com0'",
	  "dns:www.certlint-test.com possible undecided www.certlint-test.com bytes\n" },
	{ "www.certlint-test.com",
	  "tls san=dns:a.com +ext=2.5.29.17:30(82('www.certlint-test.com'))",
	  "dns:www.certlint-test.com exact undecided www.certlint-test.com dNSName\n" },
	{ "www.certlint-test.com", "tls san=dns:a.com "
	  "+ext=der:30(<2.5.29.17>24(04(30(82('www.certlint-test.com')))))",
	  "dns:www.certlint-test.com possible undecided www.certlint-test.com bytes\n" },
	{ "www.certlint-test.com",
	  "tls san=dns:a.com +ext=2.5.29.17:31(82('www.certlint-test.com'))",
	  "dns:www.certlint-test.com possible undecided www.certlint-test.com bytes\n" },
	{ "www.certlint-test.com", "ca nc=permit-dns:com,permit-dns:", "" },
	{ "www.certlint-test.com", "ca nc=exclude-dns:certlint-test.com", "" },
};

static void
test_cases(void **state)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		watch_expect(cases[i].list, cases[i].recipe, cases[i].expected);
}

/* ---- keys ---- */

static void
hash_text(const uint8_t hash[32], char out[72])
{
	memcpy(out, "sha256:", 8);
	for (unsigned i = 0; i < 32; i++)
		snprintf(out + 7 + 2 * i, 3, "%02x", hash[i]);
}

static void
key_of(const uint8_t *der, size_t length, char out[72])
{
	uint8_t hash[32];

	assert_int_equal(certlint_digest(CERTLINT_DIGEST_SPKI, 0, der, length, hash), 0);
	hash_text(hash, out);
}

static int
keep_hit(void *ctx, const struct certlint_hit *hit)
{
	struct story *s = ctx;

	s->hits++;
	s->last = *hit;
	snprintf(s->broken, sizeof(s->broken), "%s", hit->broken ? hit->broken : "");
	return 0;
}

/* The object's own key, and its issuer's: from input.issuer, or as a log tells it. */
static void
test_keys(void **state)
{
	static struct sample s, ca;
	struct certlint_watch_about about = CERTLINT_WATCH_ABOUT_INIT;
	struct story story = { .hits = 0 };
	char list[512], key[72], issuer[72];
	uint8_t hash[32];
	certlint_watch *watch;

	sample_make(&s, "tls issuer=ca");
	sample_make(&ca, "ca");
	key_of(s.der, s.length, key);
	key_of(ca.der, ca.length, issuer);
	snprintf(list, sizeof(list), "spki:%s\nissuer:%s\nspki:%s", key, issuer, issuer);
	watch = watch_make(list);
	assert_int_equal(certlint_watch_match(watch, &s.input, NULL, keep_hit, &story), 2);
	assert_int_equal(story.last.kind, CERTLINT_WATCH_ISSUER);
	assert_string_equal(story.last.place, "issuer");
	s.input.issuer = NULL;
	s.input.issuer_length = 0;
	assert_int_equal(certlint_watch_match(watch, &s.input, NULL, keep_hit, &story), 1);
	assert_int_equal(story.last.kind, CERTLINT_WATCH_SPKI);
	assert_null(story.last.issuer_key);
	certlint_digest(CERTLINT_DIGEST_SPKI, 0, ca.der, ca.length, hash);
	about.issuer_key = hash;
	assert_int_equal(certlint_watch_match(watch, &s.input, &about, keep_hit, &story), 2);
	assert_memory_equal(story.last.issuer_key, hash, 32);
	/* the key that the caller tells, in place of the object's */
	about.key = hash;
	assert_int_equal(certlint_watch_match(watch, &s.input, &about, keep_hit, &story), 2);
	assert_int_equal(story.last.kind, CERTLINT_WATCH_SPKI);
	assert_int_equal(story.last.item, 2);
	about.flags = 1;
	assert_int_equal(certlint_watch_match(watch, &s.input, &about, keep_hit, &story),
			 CERTLINT_ERR_NEWER);
	about.size = 1;
	assert_int_equal(certlint_watch_match(watch, &s.input, &about, keep_hit, &story),
			 CERTLINT_ERR_ARGUMENT);
	certlint_watch_free(watch);
	sample_free(&s);
	sample_free(&ca);
}

static void
test_arguments(void **state)
{
	struct certlint_input in = CERTLINT_INPUT_INIT;
	struct story story = { .hits = 0 };
	certlint_watch *watch = watch_make("a.com");

	assert_int_equal(certlint_watch_match(NULL, &in, NULL, keep_hit, &story),
			 CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_watch_match(watch, NULL, NULL, keep_hit, &story),
			 CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_watch_match(watch, &in, NULL, NULL, &story),
			 CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_watch_object(watch, NULL, NULL, keep_hit, &story),
			 CERTLINT_ERR_ARGUMENT);
	in.length = 5;
	assert_int_equal(certlint_watch_match(watch, &in, NULL, keep_hit, &story),
			 CERTLINT_ERR_ARGUMENT);
	in.length = 0;
	assert_int_equal(certlint_watch_match(watch, &in, NULL, keep_hit, &story), 0);
	certlint_watch_free(watch);
	watch = watch_make("");
	assert_int_equal(certlint_watch_match(watch, &in, NULL, keep_hit, &story), 0);
	certlint_watch_free(watch);
	certlint_watch_free(NULL);
}

/* ---- what does not decode ---- */

static const char everything[] =
	"www.certlint-test.com\n.certlint-test.com\n1.1.1.1\n1.0.0.0/8\n2606:4700:4700::1111\n"
	"email:@certlint-test.com\nuri:.certlint-test.com\norg:Example\na.de\n*.certlint-test.com";

/* Cut off after any byte, what was there is found as long as its bytes are whole. */
static void
test_truncated(void **state)
{
	certlint_watch *watch = watch_make(everything);
	static struct sample s;
	static struct story story;
	uint8_t *copy;
	bool found = false;

	sample_make(&s, "tls san=ip:1.1.1.1,ip:2606:4700:4700::1111,dns:www.certlint-test.com,"
		    "mail:a@certlint-test.com,uri:http://certlint-test.com/ order=san");
	for (size_t n = 0; n <= s.length; n++) {
		bool now;

		copy = malloc(n ? n : 1);
		assert_non_null(copy);
		memcpy(copy, s.der, n);
		memset(&story, 0, sizeof(story));
		watch_tell(watch, copy, n, &story);
		now = strstr(story.text, "dns:www.certlint-test.com ") != NULL;
		assert_true(now || !found);
		found = now;
		free(copy);
	}
	assert_true(found);
	certlint_watch_free(watch);
	sample_free(&s);
}

/* Any byte wrong: nothing worse than another answer, and offsets inside. */
static void
test_corrupted(void **state)
{
	certlint_watch *watch = watch_make(everything);
	static struct sample s;
	static struct story story;

	sample_make(&s, "tls san=ip:1.1.1.1,dns:www.certlint-test.com,mail:a@certlint-test.com");
	for (size_t i = 0; i < s.length; i++)
		for (unsigned bit = 0; bit < 8; bit++) {
			s.der[i] ^= (uint8_t)(1u << bit);
			memset(&story, 0, offsetof(struct story, hits) + sizeof(story.hits));
			watch_tell(watch, s.der, s.length, &story);
			s.der[i] ^= (uint8_t)(1u << bit);
		}
	certlint_watch_free(watch);
	sample_free(&s);
}

#define WWW "www.certlint-test.com"
#define LONG "abcdefghijklmnopqrstuvwxyz." WWW	/* 48 characters, of which '0' is the number */

static void
test_text_in_bytes(void **state)
{
	static const char text[] = "\x82\x15" WWW "0\x82 \x82\x30" LONG "0E\x06 x 1.1.1.1, a.de "
		"[2606:4700:4700::1111] me@certlint-test.com 11.1.1.1.1 1.1.1.12";
	static const char wide[] = "\x1e\x2a\0w\0w\0w\0.\0c\0e\0r\0t\0l\0i\0n\0t\0-\0t\0e\0s\0t"
		"\0.\0c\0o\0m";
	static const char wider[] = "\x1c\x54\0\0\0w\0\0\0w\0\0\0w\0\0\0.\0\0\0c\0\0\0e\0\0\0r"
		"\0\0\0t\0\0\0l\0\0\0i\0\0\0n\0\0\0t\0\0\0-\0\0\0t\0\0\0e\0\0\0s\0\0\0t"
		"\0\0\0.\0\0\0c\0\0\0o\0\0\0m";
	static const char none[] = "\x01\x01\x01\x01 11.1.1.1 1.1.1.123.5";

	watch_expect_bytes(WWW "\n" LONG "\n1.1.1.1\na.de\n2606:4700:4700::1111\n"
			   "email:@certlint-test.com\n.a.de", text, sizeof(text) - 1,
			   "dns:" WWW " possible undecided " WWW " bytes\n"
			   "dns:" LONG " possible undecided " LONG " bytes\n"
			   "ip:1.1.1.1 possible undecided 1.1.1.1 bytes\n"
			   "ip:2606:4700:4700::1111 possible undecided 2606:4700:4700::1111 "
			   "bytes\n"
			   "email:@certlint-test.com possible undecided me@certlint-test.com "
			   "bytes\n");
	watch_expect_bytes(WWW, wide, sizeof(wide) - 1,
			   "dns:" WWW " possible undecided " WWW " bytes\n");
	watch_expect_bytes(WWW, wider, sizeof(wider) - 1,
			   "dns:" WWW " possible undecided " WWW " bytes\n");
	watch_expect_bytes("1.1.1.1", none, sizeof(none) - 1, "");
}

static void
test_binary_in_bytes(void **state)
{
	static const char binary[] = "xx\x87\x04\x01\x01\x01\x01yy\x87\x10\x26\x06\x47\x00\x47\x00"
		"\0\0\0\0\0\0\0\0\x11\x11\x01\x01\x01\x01";

	watch_expect_bytes("1.1.1.1\n2606:4700:4700::1111", binary, sizeof(binary) - 1,
			   "ip:1.1.1.1 possible undecided 1.1.1.1 bytes\n"
			   "ip:2606:4700:4700::1111 possible undecided 2606:4700:4700::1111 "
			   "bytes\n");
}

/* Bytes behind a sound certificate. */
static void
test_behind(void **state)
{
	static struct sample s;

	sample_make(&s, "tls san=dns:a.com");
	memcpy(s.der + s.length, WWW, 21);
	watch_expect_bytes(WWW "\na.com", s.der, s.length + 21,
			   "dns:" WWW " possible undecided " WWW " bytes\n"
			   "dns:a.com exact undecided a.com dNSName\n");
	sample_free(&s);
}

/* ---- many ---- */

enum { MANY = 20000 };

static char *
many_items(const char *format)
{
	char *text = malloc(MANY * 40), *at = text;

	assert_non_null(text);
	for (unsigned i = 0; i < MANY; i++)
		at += snprintf(at, 40, format, i);
	return text;
}

/* Every item of a long list is found, in order and once, whatever number of them. */
static void
test_many_hits(void **state)
{
	static uint8_t der[1 << 21];
	static struct story story;
	char *text = many_items("dns:h%u.example.org\n");
	certlint_watch *watch = watch_make(text);
	size_t n;

	n = forge("tls san=dns:h%d.example.org*20000", der, sizeof(der));
	assert_true(n > 0);
	watch_tell(watch, der, n, &story);
	assert_int_equal(story.hits, MANY);
	assert_int_equal(story.last.item, MANY - 1);
	memset(&story, 0, sizeof(story));
	story.stop_at = 700;
	watch_tell(watch, der, n, &story);
	assert_int_equal(story.hits, 700);
	n = forge("tls san=dns:*.example.org*20000", der, sizeof(der));
	memset(&story, 0, sizeof(story));
	watch_tell(watch, der, n, &story);
	assert_int_equal(story.hits, MANY);
	n = forge("tls san=dns:h%d.example.org.*20000", der, sizeof(der));
	memset(&story, 0, sizeof(story));
	watch_tell(watch, der, n, &story);
	assert_int_equal(story.hits, MANY);
	certlint_watch_free(watch);
	free(text);
}

/* The work for one object has a bound, and who meets it says so. */
static void
test_bound(void **state)
{
	static uint8_t der[1 << 21];
	static struct story story;
	struct certlint_input in = CERTLINT_INPUT_INIT;
	char *text = malloc(MANY * 200), *at = text;
	certlint_watch *watch;
	size_t n;

	assert_non_null(text);
	for (unsigned i = 0; i < MANY * 5; i++)
		at += snprintf(at, 40, "dns:h%x.example.org\n", i);
	watch = watch_make(text);
	n = forge("tls san=dns:h*%d.example.org*20000", der, sizeof(der));
	assert_true(n > 0);
	watch_tell(watch, der, n, &story);
	assert_true(story.hits > 0);
	assert_int_equal(story.last.flags, CERTLINT_HIT_CUT);
	/* nothing told is no "nothing there" */
	n = forge("tls san=dns:h*%d!x.example.org,dns:h*%dg.example.org*20000", der, sizeof(der));
	in.data = der;
	in.length = n;
	assert_int_equal(certlint_watch_match(watch, &in, NULL, keep_hit, &story),
			 CERTLINT_ERR_LIMIT);
	certlint_watch_free(watch);
	free(text);
}

#define A14 "aaaaaaaaaaaaaa"

/* Labels that fit an asterisk nearly everywhere are more work, and count as more. */
static void
test_bound_of_asterisks(void **state)
{
	static uint8_t der[1 << 18];
	static struct story story;
	struct certlint_input in = CERTLINT_INPUT_INIT;
	char *text = malloc(MANY * 100), *at = text;
	certlint_watch *watch;

	assert_non_null(text);
	for (unsigned i = 0; i < MANY; i++)
		at += snprintf(at, 100, "dns:" A14 A14 A14 "%x.example.org\n", i);
	watch = watch_make(text);
	in.data = der;
	in.length = forge("tls san=dns:*" A14 "g%d.example.org*1000", der, sizeof(der));
	assert_true(in.length > 0);
	assert_int_equal(certlint_watch_match(watch, &in, NULL, keep_hit, &story),
			 CERTLINT_ERR_LIMIT);
	certlint_watch_free(watch);
	free(text);
}

/* Addresses and networks of a long list: an oracle goes through all of it. */
static void
test_many_addresses(void **state)
{
	char *text = malloc(MANY * 40), *at = text, list[64];
	static struct story story;
	certlint_watch *watch;
	static struct sample s;
	uint32_t random = 1;

	assert_non_null(text);
	for (unsigned i = 0; i < MANY; i++)
		at += i % 2 ? snprintf(at, 40, "ip:10.0.%u.%u\n", i >> 8 & 255, i & 255) :
			      snprintf(at, 40, "cidr:10.%u.0.0/%u\n", i / 2 % 256, 16 + i % 3);
	watch = watch_make(text);
	for (unsigned turn = 0; turn < 20; turn++) {
		unsigned expected = 0, a, b, c;
		uint32_t address;

		random = random * 1664525 + 1013904223;
		a = turn % 2 ? 0 : random >> 24, b = random >> 16 & 63, c = random >> 8 & 255;
		address = 10u << 24 | a << 16 | b << 8 | c;
		for (unsigned i = 0; i < MANY; i++)
			if (i % 2)
				expected += address == (10u << 24 | (i & 0xffff));
			else
				expected += (address ^ (10u << 24 | i / 2 % 256 << 16)) >>
					    (16 - i % 3) == 0;
		snprintf(list, sizeof(list), "tls san=ip:10.%u.%u.%u", a, b, c);
		sample_make(&s, list);
		memset(&story, 0, sizeof(story));
		watch_tell(watch, s.der, s.length, &story);
		assert_int_equal(story.hits, expected);
		sample_free(&s);
	}
	certlint_watch_free(watch);
	free(text);
}

/* Several threads, one list. */
struct job {
	const certlint_watch *watch;
	const struct sample *sample;
	int hits;
};

static int
count_hit(void *ctx, const struct certlint_hit *hit)
{
	++*(int *)ctx;
	return 0;
}

static void *
work(void *p)
{
	struct job *job = p;

	for (int i = 0; i < 500; i++)
		certlint_watch_match(job->watch, &job->sample->input, NULL, count_hit, &job->hits);
	return NULL;
}

static void
test_threads(void **state)
{
	certlint_watch *watch = watch_make(everything);
	static struct sample s;
	struct job jobs[4];
	pthread_t threads[4];

	sample_make(&s, "tls san=ip:1.1.1.1,dns:*.certlint-test.com issuer=ca");
	for (int i = 0; i < 4; i++) {
		jobs[i] = (struct job){ watch, &s, 0 };
		pthread_create(&threads[i], NULL, work, &jobs[i]);
	}
	for (int i = 0; i < 4; i++) {
		pthread_join(threads[i], NULL);
		assert_int_equal(jobs[i].hits, 500 * 5);
	}
	certlint_watch_free(watch);
	sample_free(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases), cmocka_unit_test(test_keys),
		cmocka_unit_test(test_arguments), cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_corrupted), cmocka_unit_test(test_text_in_bytes),
		cmocka_unit_test(test_binary_in_bytes),
		cmocka_unit_test(test_behind), cmocka_unit_test(test_many_hits),
		cmocka_unit_test(test_bound), cmocka_unit_test(test_bound_of_asterisks),
		cmocka_unit_test(test_many_addresses),
		cmocka_unit_test(test_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
