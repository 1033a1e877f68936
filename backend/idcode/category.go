package idcode

import "zhiheng/backend/fault"

// registrar names the department that the first character of a credit code stands for.
func registrar(first byte) (fault.Text, bool) {
	text, ok := map[byte]fault.Text{
		'1': fault.T("机构编制", "public-sector establishment"),
		'2': fault.T("外交", "foreign affairs"),
		'3': fault.T("司法行政", "justice administration"),
		'4': fault.T("文化", "culture"),
		'5': fault.T("民政", "civil affairs"),
		'6': fault.T("旅游", "tourism"),
		'7': fault.T("宗教", "religious affairs"),
		'8': fault.T("工会", "trade unions"),
		'9': fault.T("市场监管", "market regulation"),
		'A': fault.T("中央军委", "Central Military Commission"),
		'N': fault.T("农业农村", "agriculture and rural affairs"),
		'Y': fault.T("其他", "other"),
	}[first]
	return text, ok
}

// bodyKind names the kind of body that the first two characters of a credit code stand for.
func bodyKind(pair string) (fault.Text, bool) {
	text, ok := map[string]fault.Text{
		"11": fault.T("机关", "government organ"),
		"12": fault.T("事业单位", "public institution"),
		"13": fault.T("群众团体", "mass organisation"),
		"19": fault.T("其他", "other"),
		"21": fault.T("外国常驻新闻机构", "resident foreign news agency"),
		"29": fault.T("其他", "other"),
		"31": fault.T("律师执业机构", "law firm"),
		"32": fault.T("公证处", "notary office"),
		"33": fault.T("基层法律服务所", "grass-roots legal service"),
		"34": fault.T("司法鉴定机构", "forensic institution"),
		"35": fault.T("仲裁委员会", "arbitration commission"),
		"39": fault.T("其他", "other"),
		"41": fault.T("外国在华文化中心", "foreign cultural centre"),
		"49": fault.T("其他", "other"),
		"51": fault.T("社会团体", "social association"),
		"52": fault.T("民办非企业单位", "private non-enterprise unit"),
		"53": fault.T("基金会", "foundation"),
		"54": fault.T("基层群众性自治组织", "grass-roots self-governing organisation"),
		"59": fault.T("其他", "other"),
		"61": fault.T("外国旅游部门常驻代表机构", "foreign tourism representative office"),
		"62": fault.T("港澳台地区旅游部门常驻内地（大陆）代表机构", "Hong Kong, Macao and Taiwan tourism office"),
		"69": fault.T("其他", "other"),
		"71": fault.T("宗教活动场所", "place of religious activity"),
		"72": fault.T("宗教院校", "religious school"),
		"79": fault.T("其他", "other"),
		"81": fault.T("基层工会", "grass-roots trade union"),
		"89": fault.T("其他", "other"),
		"91": fault.T("企业", "enterprise"),
		"92": fault.T("个体工商户", "individual business"),
		"93": fault.T("农民专业合作社", "farmers' cooperative"),
		"A1": fault.T("军队事业单位", "military public institution"),
		"A9": fault.T("其他", "other"),
		"N1": fault.T("组级集体经济组织", "group-level collective economic organisation"),
		"N2": fault.T("村级集体经济组织", "village-level collective economic organisation"),
		"N3": fault.T("乡镇级集体经济组织", "township-level collective economic organisation"),
		"N9": fault.T("其他", "other"),
		"Y1": fault.T("其他", "other"),
	}[pair]
	return text, ok
}
