module certlint.test

go 1.21
