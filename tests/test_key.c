/* Signatures of each algorithm, good and bad; points; keys and parameters that are none. */

#include "key.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* All in hexadecimal, made by OpenSSL over the message "certlint". */
struct vector {
	const char *name, *spki, *algorithm, *signature;
};

static const char rsa_key[] =
	"30819f300d06092a864886f70d010101050003818d0030818902818100b702c339399296c1ac189cb5584f71"
	"89064ffe63f0ea1b68bcd582ba2e479119fef506c51de6676a44b0c2de679ddaa66fb0e9260d3598325d5f86"
	"267c931f8a01de8f60a85141f9a9a22fd4b21e879e3563bc951df3138caaff2c2510a439be4de37af06efce3"
	"7d2c20a6bb868793ca30fcc15c8388f672c18b16d255783e810203010001";
static const char p256_key[] =
	"3059301306072a8648ce3d020106082a8648ce3d03010703420004f07a69c248a6bacc9e1d91cb0710670e03"
	"449faf3fb9d22b828da6d3b9579cc85f0630693b9adb3e69edd8d404bfa1e2e22e5c3ff984a1edd5f9160407"
	"0c1759";
static const char p384_key[] =
	"3076301006072a8648ce3d020106052b81040022036200046a5da9815fcc24e1fc819f066610df00ccab294f"
	"7804472c93ab490e25637eab8cf3b902e7c46e1aa71ec0a3bea5df64f537f8ea9ef92fbd72150a805877ef54"
	"18e42f133092696976b6a90385ac686729f2744a4703222eb8cd4bf5f617300c";
static const char p521_key[] =
	"30819b301006072a8648ce3d020106052b81040023038186000401a46f47305578195140eaf87ceeb57d5cd9"
	"7d27ed51a377740faa5f770aba9d0a40f6f3305e07811f8f5b6c868dd22f94bee9a740cf21e27b172ebdf8c5"
	"b5309556002661647edb40faf017bb9955637b2f7d5693980faf319e9a4019757ac8883d37955bba59f03e16"
	"fad23396bc68668e06141f60bbfe01540aff0da595514d0181ed";
static const char p224_key[] =
	"304e301006072a8648ce3d020106052b81040021033a000418aef1a5c50788336360ac4adca69d50f16b2658"
	"39878c503a4c0c1fcf0f2a55ae56a9e91335ef0cf3dd50df4a47da03ca5ebec660653555";
static const char p192_key[] =
	"3049301306072a8648ce3d020106082a8648ce3d03010103320004d1ef579725c0ed2b789a548333629181c2"
	"f920f91d4deb96d3ad26ef1f2a16ff640c8cf3e994066419717b6de2fb79d2";
static const char k256_key[] =
	"3056301006072a8648ce3d020106052b8104000a0342000445e5d71a00e38579a425d08ed81f93988d076f01"
	"1475e2e5c946f6d135382922c384daaa974208d9a46dadf16830b5943e20a591b211ef09d2b23d4ed380149d";
static const char bp256_key[] =
	"305a301406072a8648ce3d020106092b24030302080101070342000419f825d280aae87ff6de229fcbbe38fd"
	"42a08bba8500450f7649d09ba6768c44378fd9173429da47feebcd3546144c383e853daa8981f5e7270111fb"
	"04473293";
static const char bp384_key[] =
	"307a301406072a8648ce3d020106092b240303020801010b03620004837ce90c00f0ab0b99485c514f15277d"
	"acb94c44c9f6d8fb1b19ad646976efbb56beedafe453efa257c7b3d6a262c4b685038e5891fcb33bc64fc954"
	"daab046d1511dcd751be3800c6ec4634e0a61b688f0d521695d95b39f1125b29484c0da2";
static const char bp512_key[] =
	"30819b301406072a8648ce3d020106092b240303020801010d038182000439ca46b24723ae82dc9f9159f712"
	"4b179df1e9178459c8bc22112cf5a9368cbbb72a106e08b0175ed9e6f1103ae426851f5ef5576dc09b06d190"
	"da22e5b812599d0dc59568f7d0b30fe2cccd0bed13717d3b34e31511e16aee6c69854222adea8e7da1bacde9"
	"1af762017539a3890755fd6afe4c798611a27b16dcc650b3ae83";
static const char rsa_1025_key[] =
	"30819f300d06092a864886f70d010101050003818d0030818902818101e401d0769071450c9aff43be83c26d"
	"6983bb583a32a4279ad04a8190f8b517acfd97d70e8f19dbbe5f1fec826d61c5a56bffa730c8e10fbf997767"
	"bf6b5428ea1356d1bce678674796774a03247bf576efa49220cfc4b5f6836955d17bb575caa3bca6b65ae48a"
	"2e9e098deac4e20c6883bfd2efd92d3a9f6879a70c2d826bc90203010001";
static const char p256_short_key[] =
	"3039301306072a8648ce3d020106082a8648ce3d03010703220003f07a69c248a6bacc9e1d91cb0710670e03"
	"449faf3fb9d22b828da6d3b9579cc8";
static const char p384_short_key[] =
	"3046301006072a8648ce3d020106052b81040022033200026a5da9815fcc24e1fc819f066610df00ccab294f"
	"7804472c93ab490e25637eab8cf3b902e7c46e1aa71ec0a3bea5df64";
static const char p521_short_key[] =
	"3058301006072a8648ce3d020106052b810400230344000301a46f47305578195140eaf87ceeb57d5cd97d27"
	"ed51a377740faa5f770aba9d0a40f6f3305e07811f8f5b6c868dd22f94bee9a740cf21e27b172ebdf8c5b530"
	"9556";
static const char k256_short_key[] =
	"3036301006072a8648ce3d020106052b8104000a0322000345e5d71a00e38579a425d08ed81f93988d076f01"
	"1475e2e5c946f6d135382922";
static const char bp256_short_key[] =
	"303a301406072a8648ce3d020106092b24030302080101070322000319f825d280aae87ff6de229fcbbe38fd"
	"42a08bba8500450f7649d09ba6768c44";
static const char ed25519_key[] =
	"302a300506032b6570032100d4587bb62ee093866dc7c3894adda1d198012b5346d21f3ab2cff5deba0160de";
static const char pss_key[] =
	"3081d3304106092a864886f70d01010a3034a00f300d06096086480165030402010500a11c301a06092a8648"
	"86f70d010108300d06096086480165030402010500a20302012003818d0030818902818100f041259c800bd8"
	"861c4059823878cff7f84af90163710279ceaa1a4eef7abcc490ffe02a43a1236bd7654aa819c9ee8b3fab4e"
	"b5b9f764b9c0244cff6512140d241521e9914d75fb3c38ca4f5f3a02cbdae2054ca943dfee6d398df11b25b3"
	"8aacf5feea6d16c749809f25b7026d3894ef0510a8e8f9e0b978ec5028bb7c23830203010001";
static const struct vector vectors[] = {
	{ "rsa sha1", rsa_key, "300d06092a864886f70d0101050500",
	  "4549966b9d44db550336cc2dcc6454e396ad415878a45b8eb408e751ccea558fa3febe591099a87525c30fb6"
	  "8b9819a763d9946c0cc9a1a272797f9fe3753e2911a622dd531a6ebaf7c92e76fdc17567556fda20c3d26b84"
	  "26cfc36025be0cb9772ef6fb9c5768fd8208a1911124928459207b43e97ee21634fe32c9eeb68c8e" },
	{ "rsa sha224", rsa_key, "300d06092a864886f70d01010e0500",
	  "6f731be1a7a57451ec636973ccdfa00c09482ac27480f4bd669bff76dd4434067a199f1d0ea78ad7b7e60d34"
	  "4bfde92a5adbf84a7669a1d151c6d913eec18ff2345a898577df5f60422ef5826f93f123c86a2f0d02338a04"
	  "524a68a2d06ba4ce3a4d91922c07c04905c4cff465c7ea64745658079392a06e8ac5e15a38c62621" },
	{ "rsa sha256", rsa_key, "300d06092a864886f70d01010b0500",
	  "9d4df236aa1b68364ea16e1f9b0583e38f080c95457a0dc0d68f00566eba4d92f7fa65a29d41ce7373b969f7"
	  "772ff26c4ad86cd9739ab47b516f9aad40b66d59dbc38e45fbb5461400a9405aaa73b0744a97ec01aa4ddb0d"
	  "61957348670e9974c7171154adf4818fb55aabcf5da928b849175632f77971b7953283ff430ea775" },
	{ "rsa sha384", rsa_key, "300d06092a864886f70d01010c0500",
	  "064c3f15e09b7ae1a7061f9245b75ea9c82b7e8cc91da19e3804ab59ab230ea3913d25b13cd6a72c2ef7034a"
	  "edddd9e9b607e6be3231e30236d5fe656701ec9dc7caae33068326882214dc69274636f98c8d888ebb54a6eb"
	  "93edadf4d5ce6ab70046c10ad3c5638473e4de0ba614366d340be7829b4eb630cd84aa0e9ede230a" },
	{ "rsa sha512", rsa_key, "300d06092a864886f70d01010d0500",
	  "9ce39ae868d8b7876c7d9e7454336cd9cd4fc4ab6bbe0cef30c017c37b3acac4d19c47c37db3ca4929d74ddb"
	  "155a66712be36c80407bff7cfb58450acdbd6b769a0d996df34fd099894748df3ca18c4ac1cd685ccd5479b8"
	  "b6aa1c6301b721129ed65707c90585436507dce8a138691aeaab90a061d083599be04395b364ae7d" },
	{ "rsa sha1, OIW name", rsa_key, "300706052b0e03021d",
	  "4549966b9d44db550336cc2dcc6454e396ad415878a45b8eb408e751ccea558fa3febe591099a87525c30fb6"
	  "8b9819a763d9946c0cc9a1a272797f9fe3753e2911a622dd531a6ebaf7c92e76fdc17567556fda20c3d26b84"
	  "26cfc36025be0cb9772ef6fb9c5768fd8208a1911124928459207b43e97ee21634fe32c9eeb68c8e" },
	{ "pss sha1 mgf1 sha1 salt 20", rsa_key, "300d06092a864886f70d01010a3000",
	  "4b4fafff41e3155be0fdf6c3948b41147c22bcb985981f5dfc50e28ec348b9397def878e839c1f54c416f6ff"
	  "f6f17f7d3517c3cb5b1ff385bb60396ded8cefdf3b901c3b7e7c6aca04c6d972d34ec7d728d06f45f8078d2b"
	  "b0bc797f3063524b47e9204292978be88684755157f208e84c8dce365a941110636dbeb66104c399" },
	{ "pss sha256 mgf1 sha256 salt 32", rsa_key,
	  "304106092a864886f70d01010a3034a00f300d06096086480165030402010500a11c301a06092a864886f70d"
	  "010108300d06096086480165030402010500a203020120",
	  "84dbc6650c3f72aaa314e6fbcb870c1f77b6e88e486b7ba08e01dae5ed0c9ba5222e5b8008fc4b634cd393e7"
	  "2371898fd76764f71cbbb16455c372e06876349cf3b65fa75b0ce91c05e281f56ac64d2b943197a7bada7206"
	  "0b46076e898f10d1930b73b9734f8b6f1c5596a96f456f1756964e5e12079758bfa427c091aae805" },
	{ "pss sha384 mgf1 sha384 salt 48", rsa_key,
	  "304106092a864886f70d01010a3034a00f300d06096086480165030402020500a11c301a06092a864886f70d"
	  "010108300d06096086480165030402020500a203020130",
	  "1f791ad7618c7d83cb570bff6bcfb2ac2656e24fe1c62308059937d218539db14f7ee85eff60d3afe421b283"
	  "df1531a46cc774bf3661551a09e34fd2b3d27b96ec7d09b3a7c438818aa59bde0d279eac0badd94575e03c63"
	  "0178b2f4474fbda234f758f03792010dc425c7b280316ebd6417a4e73abc985498157bae64150648" },
	{ "pss sha512 mgf1 sha512 salt 20", rsa_key,
	  "304106092a864886f70d01010a3034a00f300d06096086480165030402030500a11c301a06092a864886f70d"
	  "010108300d06096086480165030402030500a203020114",
	  "1bcee7df29374282559508732ecb34c925252a49315f5165117f6ebe22e9b12f649767b6dc0a219fae30e0e9"
	  "7c24bfa4ff527611c002ad6e23796bfec25583320c1438e61ecd5e7211c5f8a6e8b3ec326a4b641e5479e2a8"
	  "93be1c47afa44af21a7f01e504ef6ce19c48fff7f8f85dd081a4c843027ac24f621bb48499d91d72" },
	{ "pss sha256 mgf1 sha1 salt 20", rsa_key,
	  "301e06092a864886f70d01010a3011a00f300d06096086480165030402010500",
	  "1bb0656b356f9447af15faf7a53a6159698806011dd43a8790f34c5165bf00128e81b4ff54683d08fcdf6103"
	  "eb8c086ececffe015b8f11a30e52ce9aa5f5e9ba3540a4617c7671f1c3f24c98fcac6907d19b1aeec1d6a2cc"
	  "0d467084cfd6e8c7a7846883d3f87b7f4a9683ea02227d0febac06c07baaaf7d0b759b6c4501a647" },
	{ "pss sha256 mgf1 sha512 salt 0", rsa_key,
	  "304606092a864886f70d01010a3039a00f300d06096086480165030402010500a11c301a06092a864886f70d"
	  "010108300d06096086480165030402030500a203020100a303020101",
	  "9c7734395bc65a84e41b39689fbb23c74cd12f4293296b8d9c30b3d5a8bbbacf22dc79e77fe5cf04725dc2a8"
	  "623e4ba04ff66580297ca918f26d212df2e8ac96781565e2785cdebbf565b0f1a56be3422c76af9c8455bf27"
	  "81447231e36335c5141052b96ecc8c95f842e53595d0d3507a3491a4c57e594dcfacbe0ba81b8118" },
	{ "ecdsa P256 sha256", p256_key, "300a06082a8648ce3d040302",
	  "30460221008857b16c946a8019309c378c3fc26069ce091d5f1a26c381f7dca6f49b3cfbf0022100992e73fc"
	  "22dcba6c6d0e72bf8c17310ef50ba6cc6d5b3ca8d9e94850759793a0" },
	{ "ecdsa P256 sha1", p256_key, "300906072a8648ce3d0401",
	  "304502203811e3c1f4954097e690dcf13bf0128c12252e8df28c9dcf455698a4bb5d959c022100a7b612d599"
	  "dd01231deef67030cc210f56ac8b374d88dfbea4ae21c1c55a9925" },
	{ "ecdsa P256 sha224", p256_key, "300a06082a8648ce3d040301",
	  "3045022100a6c5e92bf0f251c6256e6413af8bb15037d15e1c2304371d917f1d76ff94b30f02202516e65b6e"
	  "5e74f750d5af0cd05ffb0a335f2eb59164f0f8202495fb41713f0e" },
	{ "ecdsa P256 sha384", p256_key, "300a06082a8648ce3d040303",
	  "3045022100d269f00732fcbc199247e872d01cf482eed1e896c10563c339914d6f04e6d28902206c6bf34275"
	  "d6b49ec74861f01d9f638a438460e0409670ff441646a675b39376" },
	{ "ecdsa P256 sha512", p256_key, "300a06082a8648ce3d040304",
	  "304402204e46ab2c0787b8b6de7d632c711d134ca864fceb609d0105e83dc5e91c24fda30220425af0b6c8d1"
	  "a44b47f12321d1e5cdfc87c13d0032b13186fb13bd823467d4e0" },
	{ "ecdsa P384 sha384", p384_key, "300a06082a8648ce3d040303",
	  "30650230157fd76a9420b3a38dbc20a053457471bf5cb20b4130a20d365eceef8b3cb3b7b3f8492a17b3eb0a"
	  "f3ca9f7e4f23c710023100acc898e9256c9a9ee38e1b8e3aaf902eeaad7ec86aa93a6f0e0d6968a1984c5b93"
	  "2a5d780ae99d1332eef811246fcbfe" },
	{ "ecdsa P521 sha512", p521_key, "300a06082a8648ce3d040304",
	  "308187024201efb7fdbaaf6f0f391d77b04be8933198cd39446ab567eb522ae1103c65dbab94c108f1afe367"
	  "feaad86ce3ad936148496f98604a820a74465d85d9da7139b7564f024136d541effc8fb282b6ae0f0d67d8fe"
	  "65ec13c79e073664cfc6477b3e91bfd51131b6073107c0e0b58d215913bb5fb70712fdf0844964ffee83a400"
	  "cd2a4934d265" },
	{ "ecdsa P521 sha256", p521_key, "300a06082a8648ce3d040302",
	  "308188024201951b5df083c3dbf01826c97f5636f4449e6df1747495f50d6485610b46abafdc2374e13e72fe"
	  "2dfd55ed06b7de9d4a089b9d10d12525aa3b36ba8d8a58e925bb8b024201083fd4b6d7cef34519b292614d9d"
	  "7192cd4730160f7f9b89d30558ed284d351f406865d4d97dac74f9c8a00f107193c82e75c687b0f824c1c36f"
	  "69e83085f78cf2" },
	{ "ecdsa P224 sha256", p224_key, "300a06082a8648ce3d040302",
	  "303e021d00bace066a1a1d0410ed8e24d826b1757e96a2d9b1c5d27dfd7d72b105021d00f9e3064ef6a67b83"
	  "06d852c993789a3ec9be167fae3c0d17669c428f" },
	{ "ecdsa P192 sha256", p192_key, "300a06082a8648ce3d040302",
	  "303502185afdaeee59ec437225ea3fd17accebfd349b71e11a50f3ac021900a0de0bae125e8f5fd504ab6fcf"
	  "b5a6af042a251769203008" },
	{ "ecdsa K256 sha256", k256_key, "300a06082a8648ce3d040302",
	  "30450220017ab6d708ee5a221d8d201f6210a0ac3480827a592cba609ac497925ad6be01022100d93383e29c"
	  "2c130f600f2b46802c7ab1d721b8d0612cab808075dde343078e55" },
	{ "ecdsa BP256 sha256", bp256_key, "300a06082a8648ce3d040302",
	  "304402206badaccef32df93549b38d579efa92116c8cdb7bfab80965f6cb1e7039cfa543022001a12984887c"
	  "0fd6b67632dd5ca32fa77cabda1d43348e74030633931c78471f" },
	{ "ecdsa BP384 sha384", bp384_key, "300a06082a8648ce3d040303",
	  "306402306a4f3fdc54ab9a25ccc23bf09b2b1b07ab789f24d9ec7c8e2d77bcf003ca55a4013efe02f5b12a6b"
	  "9d9a5cc5cf3026db02302f07dcae5b8a3e8c0718c2007457783b6f4b455530ed87742f00b4bbf5d8e7499639"
	  "896a64ae6da6965fc62c7ee32c00" },
	{ "ecdsa BP512 sha512", bp512_key, "300a06082a8648ce3d040304",
	  "3081860241008be25cd42a35b3f6d9824e5f194b2c04a0f45db5e36007fc672bebd55d5002ebeaecc5bc846a"
	  "887fd000145e965e5ab9ec4919708f8a7978a184a751e2949429024100a913488df97e9c12e312f2afb1e4f1"
	  "8c244b7851d53676ee28855f026ff2bb7742be8c7acb0ea21d8732a443bf5f0d272d3a3e6d37eb01b6e6b60d"
	  "086f89068b" },
	{ "pss of 1,025 bits", rsa_1025_key,
	  "304106092a864886f70d01010a3034a00f300d06096086480165030402010500a11c301a06092a864886f70d"
	  "010108300d06096086480165030402010500a203020120",
	  "00edc318d614154bb8045e5d5090b3f76c4c4352b607479b91049431f2ae4faff48e53678b0a5b6a4ad8c5b4"
	  "89fd534422dfe2069e7f6601cb99acba09f88ad0b24f4da4c62bb29f815313d3ee607aee33c771189ad712ca"
	  "5f8b893feca3e3483654684dae55cac817e249a313d8436bf1a8dfede225c183cca41bacc244ab98a4" },
	{ "ecdsa P256 compressed key", p256_short_key, "300a06082a8648ce3d040302",
	  "30460221008857b16c946a8019309c378c3fc26069ce091d5f1a26c381f7dca6f49b3cfbf0022100992e73fc"
	  "22dcba6c6d0e72bf8c17310ef50ba6cc6d5b3ca8d9e94850759793a0" },
	{ "ecdsa P384 compressed key", p384_short_key, "300a06082a8648ce3d040303",
	  "30650230157fd76a9420b3a38dbc20a053457471bf5cb20b4130a20d365eceef8b3cb3b7b3f8492a17b3eb0a"
	  "f3ca9f7e4f23c710023100acc898e9256c9a9ee38e1b8e3aaf902eeaad7ec86aa93a6f0e0d6968a1984c5b93"
	  "2a5d780ae99d1332eef811246fcbfe" },
	{ "ecdsa P521 compressed key", p521_short_key, "300a06082a8648ce3d040304",
	  "308187024201efb7fdbaaf6f0f391d77b04be8933198cd39446ab567eb522ae1103c65dbab94c108f1afe367"
	  "feaad86ce3ad936148496f98604a820a74465d85d9da7139b7564f024136d541effc8fb282b6ae0f0d67d8fe"
	  "65ec13c79e073664cfc6477b3e91bfd51131b6073107c0e0b58d215913bb5fb70712fdf0844964ffee83a400"
	  "cd2a4934d265" },
	{ "ecdsa K256 compressed key", k256_short_key, "300a06082a8648ce3d040302",
	  "30450220017ab6d708ee5a221d8d201f6210a0ac3480827a592cba609ac497925ad6be01022100d93383e29c"
	  "2c130f600f2b46802c7ab1d721b8d0612cab808075dde343078e55" },
	{ "ecdsa BP256 compressed key", bp256_short_key, "300a06082a8648ce3d040302",
	  "304402206badaccef32df93549b38d579efa92116c8cdb7bfab80965f6cb1e7039cfa543022001a12984887c"
	  "0fd6b67632dd5ca32fa77cabda1d43348e74030633931c78471f" },
	{ "pss key", pss_key,
	  "304106092a864886f70d01010a3034a00f300d06096086480165030402010500a11c301a06092a864886f70d"
	  "010108300d06096086480165030402010500a203020120",
	  "1d351c8a93e84631f3e5c68a29ed6c9fc176f40fd628e1f3fc91982dbc1d8265c669ab9f28ddbfc14eaf6d20"
	  "702f1de6bdb9ac29165fa3e468c448a5ee2f88452c5436e31cb2361e7c0c24efbae867de094741146d71248f"
	  "2351082d071f349d799b68a0d9594d3ea33eee20833598c50daff5c58b3745a980f4df2a414ab797" },
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

struct bytes {
	uint8_t at[1400];
	size_t n;
};

static const struct span message = { (const uint8_t *)"certlint", 8 };

static struct bytes
from_hex(const char *hex)
{
	struct bytes b = { .n = strlen(hex) / 2 };

	assert_true(b.n <= sizeof(b.at));
	for (size_t i = 0; i < b.n; i++) {
		char pair[3] = { hex[2 * i], hex[2 * i + 1], 0 };

		b.at[i] = (uint8_t)strtoul(pair, NULL, 16);
	}
	return b;
}

static struct span
span_of(const struct bytes *b)
{
	return (struct span){ b->at, b->n };
}

static enum verdict
verify(const char *spki, const char *algorithm, const char *signature)
{
	struct bytes k = from_hex(spki), a = from_hex(algorithm), s = from_hex(signature);

	return signature_verify(span_of(&k), span_of(&a), message, span_of(&s));
}

static const struct vector *
find_vector(const char *name)
{
	for (size_t i = 0; i < COUNT(vectors); i++)
		if (strcmp(vectors[i].name, name) == 0)
			return &vectors[i];
	fail_msg("no vector is called %s", name);
	return NULL;
}

/* The vector of that name, its algorithm exchanged. */
static enum verdict
verify_by(const char *name, const char *algorithm)
{
	const struct vector *v = find_vector(name);

	return verify(v->spki, algorithm, v->signature);
}

static enum verdict
verify_signature(const char *name, const char *signature)
{
	const struct vector *v = find_vector(name);

	return verify(v->spki, v->algorithm, signature);
}

static void
digests(void **state)
{
	static const struct span abc[] = { { (const uint8_t *)"a", 1 },
					   { NULL, 0 },
					   { (const uint8_t *)"bc", 2 } };
	struct bytes want = from_hex("ba7816bf8f01cfea414140de5dae2223"
				     "b00361a396177a9cb410ff61f20015ad");
	uint8_t out[32];

	sha256((struct span){ (const uint8_t *)"abc", 3 }, out);
	assert_memory_equal(out, want.at, 32);
	sha256_pieces(abc, 3, out);
	assert_memory_equal(out, want.at, 32);
	want = from_hex("a9993e364706816aba3e25717850c26c9cd0d89d");
	sha1((struct span){ (const uint8_t *)"abc", 3 }, out);
	assert_memory_equal(out, want.at, 20);
	want = from_hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	sha256((struct span){ NULL, 0 }, out);
	assert_memory_equal(out, want.at, 32);
	sha256_pieces(NULL, 0, out);
	assert_memory_equal(out, want.at, 32);
	want = from_hex("da39a3ee5e6b4b0d3255bfef95601890afd80709");
	sha1((struct span){ NULL, 0 }, out);
	assert_memory_equal(out, want.at, 20);
	assert_true(crypto_version()[0] >= '2');
}

static void
good_and_bad_signatures(void **state)
{
	for (size_t i = 0; i < COUNT(vectors); i++) {
		struct bytes k = from_hex(vectors[i].spki), a = from_hex(vectors[i].algorithm);
		struct bytes s = from_hex(vectors[i].signature);
		struct span longer = { s.at, s.n + 1 }, shorter = { s.at, s.n - 1 };

		print_message("%s\n", vectors[i].name);
		assert_int_equal(signature_verify(span_of(&k), span_of(&a), message, span_of(&s)),
				 VERDICT_GOOD);
		assert_int_equal(signature_verify(span_of(&k), span_of(&a),
						  (struct span){ message.p, 7 }, span_of(&s)),
				 VERDICT_BAD);
		assert_int_equal(signature_verify(span_of(&k), span_of(&a), message, longer),
				 VERDICT_BAD);
		assert_int_equal(signature_verify(span_of(&k), span_of(&a), message, shorter),
				 VERDICT_BAD);
		assert_int_equal(signature_verify(span_of(&k), span_of(&a), message,
						  (struct span){ NULL, 0 }),
				 VERDICT_BAD);
		for (size_t at = 0; at < s.n; at += 1 + s.n / 16) {
			s.at[at] ^= 0x01;
			assert_int_equal(signature_verify(span_of(&k), span_of(&a), message,
							  span_of(&s)),
					 VERDICT_BAD);
			s.at[at] ^= 0x01;
		}
	}
}

/* Nothing but the algorithm that was used makes a signature good. */
static void
another_algorithm(void **state)
{
	for (size_t i = 0; i < COUNT(vectors); i++) {
		for (size_t k = 0; k < COUNT(vectors); k++) {
			enum verdict verdict;

			if (strncmp(vectors[i].name, vectors[k].name, 8) == 0 ||
			    strcmp(vectors[i].algorithm, vectors[k].algorithm) == 0)
				continue;
			verdict =
				verify(vectors[i].spki, vectors[k].algorithm, vectors[i].signature);
			assert_int_equal(verdict, VERDICT_BAD);
		}
	}
}

static void
parameters_that_matter_not(void **state)
{
	/* NULL instead of absent, and absent instead of NULL: a matter for lints. */
	assert_int_equal(verify_by("ecdsa P256 sha256", "300c06082a8648ce3d0403020500"),
			 VERDICT_GOOD);
	assert_int_equal(verify_by("rsa sha256", "300b06092a864886f70d01010b"), VERDICT_GOOD);
}

#define PSS_OID "06092a864886f70d01010a"

static void
pss_parameters(void **state)
{
	static const char *const unknown[] = {
		"300b" PSS_OID, /* absent: RFC 4055 wants them */
		"300d" PSS_OID "0500", /* NULL */
		"3012" PSS_OID "3005"
		"a303020102", /* trailer 2 */
		"3012" PSS_OID "3005"
		"a2030201ff", /* a salt of -1 */
		"3013" PSS_OID "3006"
		"a20402020401", /* a salt of 1,025 octets */
		"301a" PSS_OID "300d"
		"a20b0209"
		"010000000000000000", /* of 2^64 */
		"3010" PSS_OID "3003"
		"a20100", /* no INTEGER there */
		"300f" PSS_OID "3002"
		"a200", /* nothing */
		"300f" PSS_OID "3002"
		"a400", /* a fifth */
		"3018" PSS_OID "300b"
		"a009"
		"300706052b0e03021b", /* another hash */
		"3018" PSS_OID "300b"
		"a109"
		"300706052b0e03021a", /* another mask */
	};

	for (size_t i = 0; i < COUNT(unknown); i++)
		assert_int_equal(verify_by("pss sha1 mgf1 sha1 salt 20", unknown[i]),
				 VERDICT_UNKNOWN);
	assert_int_equal(verify_by("pss sha1 mgf1 sha1 salt 20", "3012" PSS_OID "3005"
								 "a203020114"),
			 VERDICT_GOOD);
	assert_int_equal(verify_by("pss sha1 mgf1 sha1 salt 20", "3012" PSS_OID "3005"
								 "a203020113"),
			 VERDICT_BAD);
	assert_int_equal(verify_by("pss sha1 mgf1 sha1 salt 20", "3013" PSS_OID "3006"
								 "a20402020400"),
			 VERDICT_BAD);
	assert_int_equal(verify_by("pss sha1 mgf1 sha1 salt 20", "3018" PSS_OID "300b"
								 "a009"
								 "300706052b0e03021a"),
			 VERDICT_GOOD);
}

/* What an id-RSASSA-PSS key says of itself binds its signatures. */
static void
pss_keys(void **state)
{
	const struct vector *sha1_default = find_vector("pss sha1 mgf1 sha1 salt 20");
	const struct vector *own = find_vector("pss key");
	struct bytes k = from_hex(own->spki), a = from_hex(own->algorithm);
	struct bytes s = from_hex(own->signature);

	assert_int_equal(verify(pss_key, sha1_default->algorithm, own->signature), VERDICT_BAD);
	assert_int_equal(verify(pss_key, find_vector("rsa sha256")->algorithm, own->signature),
			 VERDICT_BAD);
	assert_int_equal(verify(pss_key, find_vector("ecdsa P256 sha256")->algorithm,
				own->signature),
			 VERDICT_BAD);
	/* The salt that the key asks for, one more than the signature's. */
	for (size_t i = 0; i + 4 < k.n; i++) {
		if (memcmp(k.at + i, "\xa2\x03\x02\x01\x20", 5) == 0) {
			k.at[i + 4]++;
			break;
		}
	}
	assert_int_equal(signature_verify(span_of(&k), span_of(&a), message, span_of(&s)),
			 VERDICT_BAD);
}

static void
unknown_to_us(void **state)
{
	const struct vector *rsa = find_vector("rsa sha256"),
			    *ec = find_vector("ecdsa P256 sha256");

	assert_int_equal(verify(ed25519_key, "300506032b6570", ec->signature), VERDICT_UNKNOWN);
	assert_int_equal(verify(ed25519_key, ec->algorithm, ec->signature), VERDICT_UNKNOWN);
	/* MD5 */
	assert_int_equal(verify(rsa->spki, "300d06092a864886f70d0101040500", rsa->signature),
			 VERDICT_UNKNOWN);
	assert_int_equal(verify(rsa->spki, "", rsa->signature), VERDICT_UNKNOWN);
	assert_int_equal(verify("", rsa->algorithm, rsa->signature), VERDICT_UNKNOWN);
	assert_int_equal(verify(rsa->spki, "3000", rsa->signature), VERDICT_UNKNOWN);
	assert_int_equal(verify("3000", rsa->algorithm, rsa->signature), VERDICT_UNKNOWN);
	/* A curve without a name, and no curve. */
	assert_int_equal(verify("300f300b06072a8648ce3d0201300003020004", ec->algorithm,
				ec->signature),
			 VERDICT_UNKNOWN);
	assert_int_equal(verify("300d300906072a8648ce3d020103020004", ec->algorithm, ec->signature),
			 VERDICT_UNKNOWN);
	/* sect163k1 */
	assert_int_equal(verify("3014301006072a8648ce3d020106052b810400010300", ec->algorithm,
				ec->signature),
			 VERDICT_UNKNOWN);
}

/* ECDSA signatures that only a lax verifier takes. */
static void
strict_ecdsa(void **state)
{
	static const char *const bad[] = {
		"",
		"3000",
		"30030201",
		"3006020100020101", /* r = 0 */
		"3006020101020100", /* s = 0 */
		"30060201ff020101", /* r < 0 */
		"300702020001020101", /* r with a zero too many */
		"308106020101020101", /* loose length */
		"30060201010201010500", /* trailing */
		"30080201010201010500", /* a third element */
		"300602010104010a",
		"3080020101020101"
		"0000",
		"300502000201"
		"01",
	};
	struct bytes k = from_hex(p256_key),
		     a = from_hex(find_vector("ecdsa P256 sha256")->algorithm);
	uint8_t large[200] = { 0x30, 0x27, 0x02, 0x22, 0x01 };

	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(verify_signature("ecdsa P256 sha256", bad[i]), VERDICT_BAD);
	memcpy(large + 38, "\x02\x01\x01", 3);
	assert_int_equal(signature_verify(span_of(&k), span_of(&a), message,
					  (struct span){ large, 41 }),
			 VERDICT_BAD);
}

static void
put(struct bytes *b, const void *bytes, size_t n)
{
	assert_true(b->n + n <= sizeof(b->at));
	memcpy(b->at + b->n, bytes, n);
	b->n += n;
}

static void
put_header(struct bytes *b, uint8_t tag, size_t n)
{
	const uint8_t header[] = { tag, 0x82, (uint8_t)(n >> 8), (uint8_t)n };

	put(b, header, sizeof(header));
}

/* A SubjectPublicKeyInfo around an RSA key of such numbers. */
static struct bytes
rsa_spki(const uint8_t *n, size_t n_length, const uint8_t *e, size_t e_length)
{
	static const uint8_t algorithm[] = { 0x30, 13,   6, 9, 0x2a, 0x86, 0x48, 0x86,
					     0xf7, 0x0d, 1, 1, 1,    5,    0 };
	struct bytes b = { .n = 0 };
	size_t inner = 4 + n_length + 4 + e_length;

	put_header(&b, 0x30, sizeof(algorithm) + 4 + 1 + 4 + inner);
	put(&b, algorithm, sizeof(algorithm));
	put_header(&b, 0x03, 1 + 4 + inner);
	put(&b, "", 1);
	put_header(&b, 0x30, inner);
	put_header(&b, 0x02, n_length);
	put(&b, n, n_length);
	put_header(&b, 0x02, e_length);
	put(&b, e, e_length);
	return b;
}

static enum verdict
verify_rsa_numbers(size_t n_length, uint8_t last, const char *e, size_t e_length)
{
	uint8_t n[1026] = { 0 };
	uint8_t signature[1026] = { 1, 2, 3 };
	struct bytes a = from_hex(find_vector("rsa sha256")->algorithm), k;

	memset(n + 1, 0xc5, sizeof(n) - 1);
	n[n_length] = last;
	k = rsa_spki(n, n_length + 1, (const uint8_t *)e, e_length);
	return signature_verify(span_of(&k), span_of(&a), message,
				(struct span){ signature, n_length });
}

static void
rsa_numbers(void **state)
{
	char large[34] = { 1 };

	large[31] = large[32] = 1;
	assert_int_equal(verify_rsa_numbers(128, 0xc5, "\x01\x00\x01", 3), VERDICT_BAD);
	assert_int_equal(verify_rsa_numbers(1024, 0xc5, "\x01\x00\x01", 3), VERDICT_BAD);
	assert_int_equal(verify_rsa_numbers(1025, 0xc5, "\x01\x00\x01", 3), VERDICT_UNKNOWN);
	assert_int_equal(verify_rsa_numbers(128, 0xc4, "\x01\x00\x01", 3), VERDICT_UNKNOWN);
	assert_int_equal(verify_rsa_numbers(128, 0xc5, "\x01", 1), VERDICT_UNKNOWN);
	assert_int_equal(verify_rsa_numbers(128, 0xc5, "\x00", 1), VERDICT_UNKNOWN);
	assert_int_equal(verify_rsa_numbers(128, 0xc5, "\x02", 1), VERDICT_UNKNOWN);
	assert_int_equal(verify_rsa_numbers(128, 0xc5, "\xff", 1), VERDICT_UNKNOWN);
	assert_int_equal(verify_rsa_numbers(128, 0xc5, large, 32), VERDICT_BAD);
	assert_int_equal(verify_rsa_numbers(128, 0xc5, large, 33), VERDICT_UNKNOWN);
	assert_int_equal(verify_rsa_numbers(0, 0, "\x03", 1), VERDICT_UNKNOWN);
	assert_int_equal(verify_rsa_numbers(1, 0x0f, "\x03", 1), VERDICT_UNKNOWN);
}

/* Cut and changed keys and algorithms, in exactly-sized copies for the sanitizers. */
static void
hostile_bytes(void **state)
{
	for (size_t i = 0; i < COUNT(vectors); i++) {
		struct bytes k = from_hex(vectors[i].spki), a = from_hex(vectors[i].algorithm);
		struct bytes s = from_hex(vectors[i].signature);

		for (size_t n = 0; n < k.n; n++) {
			uint8_t *copy = malloc(n ? n : 1);

			assert_non_null(copy);
			memcpy(copy, k.at, n);
			assert_int_equal(signature_verify((struct span){ copy, n }, span_of(&a),
							  message, span_of(&s)),
					 VERDICT_UNKNOWN);
			free(copy);
		}
		for (size_t n = 0; n < a.n; n++) {
			uint8_t *copy = malloc(n ? n : 1);

			assert_non_null(copy);
			memcpy(copy, a.at, n);
			assert_int_equal(signature_verify(span_of(&k), (struct span){ copy, n },
							  message, span_of(&s)),
					 VERDICT_UNKNOWN);
			free(copy);
		}
		/* The last octet is of the key itself, or of the exponent. */
		k.at[k.n - 1] ^= 2;
		assert_int_not_equal(signature_verify(span_of(&k), span_of(&a), message,
						      span_of(&s)),
				     VERDICT_GOOD);
	}
}

static struct span
point_of(const struct bytes *spki, size_t octets)
{
	return (struct span){ spki->at + spki->n - octets, octets };
}

static void
points(void **state)
{
	static const struct {
		const char *spki, *oid;
		size_t octets;
	} curve[] = {
		{ p256_key, "2a8648ce3d030107", 32 },    { p384_key, "2b81040022", 48 },
		{ p521_key, "2b81040023", 66 },          { p224_key, "2b81040021", 28 },
		{ p192_key, "2a8648ce3d030101", 24 },    { k256_key, "2b8104000a", 32 },
		{ bp256_key, "2b2403030208010107", 32 }, { bp384_key, "2b240303020801010b", 48 },
		{ bp512_key, "2b240303020801010d", 64 },
	};

	for (size_t i = 0; i < COUNT(curve); i++) {
		struct bytes k = from_hex(curve[i].spki), o = from_hex(curve[i].oid);
		struct span p = point_of(&k, 1 + 2 * curve[i].octets);
		uint8_t *head = k.at + (p.p - k.at);

		assert_int_equal(point_on_curve(span_of(&o), p), VERDICT_GOOD);
		head[p.n - 1] ^= 1;
		assert_int_equal(point_on_curve(span_of(&o), p), VERDICT_BAD);
		head[p.n - 1] ^= 1;
		p.n--;
		assert_int_equal(point_on_curve(span_of(&o), p), VERDICT_BAD);
		p.n += 2;
		assert_int_equal(point_on_curve(span_of(&o), p), VERDICT_BAD);
		p.n--;
		head[0] = 6;
		assert_int_equal(point_on_curve(span_of(&o), p), VERDICT_UNKNOWN);
		head[0] = 5;
		assert_int_equal(point_on_curve(span_of(&o), p), VERDICT_BAD);
		head[0] = 4;
		/* Coordinates that are not less than p. */
		memset(head + 1, 0xff, p.n - 1);
		assert_int_equal(point_on_curve(span_of(&o), p), VERDICT_BAD);
		assert_int_equal(point_on_curve(span_of(&o), (struct span){ NULL, 0 }),
				 VERDICT_BAD);
		assert_int_equal(point_on_curve(span_of(&o),
						(struct span){ (const uint8_t *)"", 1 }),
				 VERDICT_BAD);
	}
	assert_int_equal(point_on_curve((struct span){ NULL, 0 }, (struct span){ NULL, 0 }),
			 VERDICT_UNKNOWN);
}

/* About half of all x have a point, and those of a key have both. */
static void
compressed_points(void **state)
{
	static const struct {
		const char *spki, *oid;
		size_t octets;
	} curve[] = {
		{ p256_short_key, "2a8648ce3d030107", 32 },    { p384_short_key, "2b81040022", 48 },
		{ p521_short_key, "2b81040023", 66 },          { k256_short_key, "2b8104000a", 32 },
		{ bp256_short_key, "2b2403030208010107", 32 },
	};

	for (size_t i = 0; i < COUNT(curve); i++) {
		struct bytes k = from_hex(curve[i].spki), o = from_hex(curve[i].oid);
		struct span p = point_of(&k, 1 + curve[i].octets);
		uint8_t *head = k.at + (p.p - k.at);
		int good = 0;

		assert_int_equal(point_on_curve(span_of(&o), p), VERDICT_GOOD);
		head[0] ^= 1;
		assert_int_equal(point_on_curve(span_of(&o), p), VERDICT_GOOD);
		for (int x = 0; x < 40; x++) {
			head[p.n - 1] = (uint8_t)x;
			good += point_on_curve(span_of(&o), p) == VERDICT_GOOD;
		}
		assert_in_range(good, 5, 35);
		memset(head + 1, 0xff, p.n - 1);
		assert_int_equal(point_on_curve(span_of(&o), p), VERDICT_BAD);
	}
}

static void *
verify_all(void *ctx)
{
	for (size_t i = 0; i < COUNT(vectors); i++)
		if (verify(vectors[i].spki, vectors[i].algorithm, vectors[i].signature))
			*(bool *)ctx = false;
	return NULL;
}

static void
threads(void **state)
{
	pthread_t thread[4];
	bool good[4] = { true, true, true, true };

	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&thread[i], NULL, verify_all, &good[i]), 0);
	for (int i = 0; i < 4; i++) {
		assert_int_equal(pthread_join(thread[i], NULL), 0);
		assert_true(good[i]);
	}
}

#define OCTETS(literal) ((struct span){ (const uint8_t *)(literal), sizeof(literal) - 1 })

/* 2 is of order 11 modulo 23, and 5 of order 22. */
static void
dsa_values_are_of_their_order(void **state)
{
	static const uint8_t large[520] = { 1 };

	(void)state;
	assert_int_equal(dsa_in_subgroup(OCTETS("\x17"), OCTETS("\x0b"), OCTETS("\x02")),
			 VERDICT_GOOD);
	assert_int_equal(dsa_in_subgroup(OCTETS("\0\x17"), OCTETS("\0\x0b"), OCTETS("\0\x02")),
			 VERDICT_GOOD);
	assert_int_equal(dsa_in_subgroup(OCTETS("\x17"), OCTETS("\x0b"), OCTETS("\x05")),
			 VERDICT_BAD);
	assert_int_equal(dsa_in_subgroup(OCTETS("\x18"), OCTETS("\x0b"), OCTETS("\x02")),
			 VERDICT_UNKNOWN);
	assert_int_equal(dsa_in_subgroup(OCTETS("\x17"), OCTETS("\0"), OCTETS("\x02")),
			 VERDICT_UNKNOWN);
	assert_int_equal(dsa_in_subgroup(OCTETS("\x17"), (struct span){ NULL, 0 },
					 OCTETS("\x02")), VERDICT_UNKNOWN);
	assert_int_equal(dsa_in_subgroup((struct span){ large, sizeof(large) }, OCTETS("\x0b"),
					 OCTETS("\x02")), VERDICT_UNKNOWN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digests),
		cmocka_unit_test(good_and_bad_signatures),
		cmocka_unit_test(another_algorithm),
		cmocka_unit_test(parameters_that_matter_not),
		cmocka_unit_test(pss_parameters),
		cmocka_unit_test(pss_keys),
		cmocka_unit_test(unknown_to_us),
		cmocka_unit_test(strict_ecdsa),
		cmocka_unit_test(rsa_numbers),
		cmocka_unit_test(hostile_bytes),
		cmocka_unit_test(points),
		cmocka_unit_test(compressed_points),
		cmocka_unit_test(threads),
		cmocka_unit_test(dsa_values_are_of_their_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
