/* Compiles one public header by itself: nothing but the header decides whether this builds. */
#include HEADER

int main(void);

int
main(void)
{
	return CERTLINT_VERSION_MAJOR < 1;
}
