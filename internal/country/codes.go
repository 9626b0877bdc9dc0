package country

// row is one country with its codes of ISO 3166-1.
type row struct{ alpha3, alpha2 string }

// iso holds the codes that are officially assigned in ISO 3166-1
// (https://www.iso.org/obp/ui/#search/code/), sorted by alpha-3. They are
// those of Debian's iso-codes 4.15.0; the tz database's iso3166.tab, which
// follows ISO/TC 46 N1108 of 5 April 2023, has the same alpha-2 codes.
var iso = [...]row{
	{"ABW", "AW"}, {"AFG", "AF"}, {"AGO", "AO"}, {"AIA", "AI"}, {"ALA", "AX"}, {"ALB", "AL"},
	{"AND", "AD"}, {"ARE", "AE"}, {"ARG", "AR"}, {"ARM", "AM"}, {"ASM", "AS"}, {"ATA", "AQ"},
	{"ATF", "TF"}, {"ATG", "AG"}, {"AUS", "AU"}, {"AUT", "AT"}, {"AZE", "AZ"},
	{"BDI", "BI"}, {"BEL", "BE"}, {"BEN", "BJ"}, {"BES", "BQ"}, {"BFA", "BF"}, {"BGD", "BD"},
	{"BGR", "BG"}, {"BHR", "BH"}, {"BHS", "BS"}, {"BIH", "BA"}, {"BLM", "BL"}, {"BLR", "BY"},
	{"BLZ", "BZ"}, {"BMU", "BM"}, {"BOL", "BO"}, {"BRA", "BR"}, {"BRB", "BB"}, {"BRN", "BN"},
	{"BTN", "BT"}, {"BVT", "BV"}, {"BWA", "BW"},
	{"CAF", "CF"}, {"CAN", "CA"}, {"CCK", "CC"}, {"CHE", "CH"}, {"CHL", "CL"}, {"CHN", "CN"},
	{"CIV", "CI"}, {"CMR", "CM"}, {"COD", "CD"}, {"COG", "CG"}, {"COK", "CK"}, {"COL", "CO"},
	{"COM", "KM"}, {"CPV", "CV"}, {"CRI", "CR"}, {"CUB", "CU"}, {"CUW", "CW"}, {"CXR", "CX"},
	{"CYM", "KY"}, {"CYP", "CY"}, {"CZE", "CZ"},
	{"DEU", "DE"}, {"DJI", "DJ"}, {"DMA", "DM"}, {"DNK", "DK"}, {"DOM", "DO"}, {"DZA", "DZ"},
	{"ECU", "EC"}, {"EGY", "EG"}, {"ERI", "ER"}, {"ESH", "EH"}, {"ESP", "ES"}, {"EST", "EE"},
	{"ETH", "ET"},
	{"FIN", "FI"}, {"FJI", "FJ"}, {"FLK", "FK"}, {"FRA", "FR"}, {"FRO", "FO"}, {"FSM", "FM"},
	{"GAB", "GA"}, {"GBR", "GB"}, {"GEO", "GE"}, {"GGY", "GG"}, {"GHA", "GH"}, {"GIB", "GI"},
	{"GIN", "GN"}, {"GLP", "GP"}, {"GMB", "GM"}, {"GNB", "GW"}, {"GNQ", "GQ"}, {"GRC", "GR"},
	{"GRD", "GD"}, {"GRL", "GL"}, {"GTM", "GT"}, {"GUF", "GF"}, {"GUM", "GU"}, {"GUY", "GY"},
	{"HKG", "HK"}, {"HMD", "HM"}, {"HND", "HN"}, {"HRV", "HR"}, {"HTI", "HT"}, {"HUN", "HU"},
	{"IDN", "ID"}, {"IMN", "IM"}, {"IND", "IN"}, {"IOT", "IO"}, {"IRL", "IE"}, {"IRN", "IR"},
	{"IRQ", "IQ"}, {"ISL", "IS"}, {"ISR", "IL"}, {"ITA", "IT"},
	{"JAM", "JM"}, {"JEY", "JE"}, {"JOR", "JO"}, {"JPN", "JP"},
	{"KAZ", "KZ"}, {"KEN", "KE"}, {"KGZ", "KG"}, {"KHM", "KH"}, {"KIR", "KI"}, {"KNA", "KN"},
	{"KOR", "KR"}, {"KWT", "KW"},
	{"LAO", "LA"}, {"LBN", "LB"}, {"LBR", "LR"}, {"LBY", "LY"}, {"LCA", "LC"}, {"LIE", "LI"},
	{"LKA", "LK"}, {"LSO", "LS"}, {"LTU", "LT"}, {"LUX", "LU"}, {"LVA", "LV"},
	{"MAC", "MO"}, {"MAF", "MF"}, {"MAR", "MA"}, {"MCO", "MC"}, {"MDA", "MD"}, {"MDG", "MG"},
	{"MDV", "MV"}, {"MEX", "MX"}, {"MHL", "MH"}, {"MKD", "MK"}, {"MLI", "ML"}, {"MLT", "MT"},
	{"MMR", "MM"}, {"MNE", "ME"}, {"MNG", "MN"}, {"MNP", "MP"}, {"MOZ", "MZ"}, {"MRT", "MR"},
	{"MSR", "MS"}, {"MTQ", "MQ"}, {"MUS", "MU"}, {"MWI", "MW"}, {"MYS", "MY"}, {"MYT", "YT"},
	{"NAM", "NA"}, {"NCL", "NC"}, {"NER", "NE"}, {"NFK", "NF"}, {"NGA", "NG"}, {"NIC", "NI"},
	{"NIU", "NU"}, {"NLD", "NL"}, {"NOR", "NO"}, {"NPL", "NP"}, {"NRU", "NR"}, {"NZL", "NZ"},
	{"OMN", "OM"},
	{"PAK", "PK"}, {"PAN", "PA"}, {"PCN", "PN"}, {"PER", "PE"}, {"PHL", "PH"}, {"PLW", "PW"},
	{"PNG", "PG"}, {"POL", "PL"}, {"PRI", "PR"}, {"PRK", "KP"}, {"PRT", "PT"}, {"PRY", "PY"},
	{"PSE", "PS"}, {"PYF", "PF"},
	{"QAT", "QA"},
	{"REU", "RE"}, {"ROU", "RO"}, {"RUS", "RU"}, {"RWA", "RW"},
	{"SAU", "SA"}, {"SDN", "SD"}, {"SEN", "SN"}, {"SGP", "SG"}, {"SGS", "GS"}, {"SHN", "SH"},
	{"SJM", "SJ"}, {"SLB", "SB"}, {"SLE", "SL"}, {"SLV", "SV"}, {"SMR", "SM"}, {"SOM", "SO"},
	{"SPM", "PM"}, {"SRB", "RS"}, {"SSD", "SS"}, {"STP", "ST"}, {"SUR", "SR"}, {"SVK", "SK"},
	{"SVN", "SI"}, {"SWE", "SE"}, {"SWZ", "SZ"}, {"SXM", "SX"}, {"SYC", "SC"}, {"SYR", "SY"},
	{"TCA", "TC"}, {"TCD", "TD"}, {"TGO", "TG"}, {"THA", "TH"}, {"TJK", "TJ"}, {"TKL", "TK"},
	{"TKM", "TM"}, {"TLS", "TL"}, {"TON", "TO"}, {"TTO", "TT"}, {"TUN", "TN"}, {"TUR", "TR"},
	{"TUV", "TV"}, {"TWN", "TW"}, {"TZA", "TZ"},
	{"UGA", "UG"}, {"UKR", "UA"}, {"UMI", "UM"}, {"URY", "UY"}, {"USA", "US"}, {"UZB", "UZ"},
	{"VAT", "VA"}, {"VCT", "VC"}, {"VEN", "VE"}, {"VGB", "VG"}, {"VIR", "VI"}, {"VNM", "VN"},
	{"VUT", "VU"},
	{"WLF", "WF"}, {"WSM", "WS"},
	{"YEM", "YE"},
	{"ZAF", "ZA"}, {"ZMB", "ZM"}, {"ZWE", "ZW"},
}

// icao holds the three-letter codes that section 5 of ICAO Doc 9303, Part 3
// (eighth edition, 2021, with amendments 1 of 2022 and 2 of 2024) defines
// beside ISO 3166-1, sorted. Its part F keeps two codes that ISO has
// withdrawn, for backward compatibility; ISO's other withdrawn codes are not
// in it.
//
// UTO of part G is missing on purpose: "Utopia" marks specimens, which are
// nobody's documents. Two-letter codes that are not assigned in ISO 3166-1,
// such as KS and UN, are missing too.
var icao = [...]string{
	"ANT", // F: Netherlands Antilles
	"EUE", // B: European Union
	"GBD", // A: British Overseas Territories Citizen
	"GBN", // A: British National (Overseas)
	"GBO", // A: British Overseas Citizen
	"GBP", // A: British Protected Person
	"GBS", // A: British Subject
	"IAO", // H: International Civil Aviation Organization, which signs lists with it
	"NTZ", // F: Neutral Zone
	"RKS", // A: Kosovo
	"UNA", // C: a specialized agency of the United Nations
	"UNK", // C: resident of Kosovo, from the United Nations' mission there
	"UNO", // C: United Nations
	"XBA", // D: African Development Bank
	"XCC", // D: Caribbean Community
	"XCE", // D: Council of Europe
	"XCO", // D: Common Market for Eastern and Southern Africa
	"XDC", // D: Southern African Development Community
	"XEC", // D: Economic Community of West African States
	"XES", // D: Organization of Eastern Caribbean States
	"XIM", // D: African Export-Import Bank
	"XMP", // D: Parliamentary Assembly of the Mediterranean
	"XOM", // D: Sovereign Military Order of Malta
	"XPO", // D: INTERPOL
	"XXA", // E: stateless person
	"XXB", // E: refugee, as the convention of 1951 defines it
	"XXC", // E: other refugee
	"XXX", // E: person of unspecified nationality
}
