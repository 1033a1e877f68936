package blindset

// lands is an office of natural resources. It issues long papers under a red head, their headings numbered.
var lands = Office{
	Name: "葭浦县自然资源和规划局", USCC: "11320681MB1C20311G", CodeWord: "葭自然资规", wordings: "fresh/ziran", county: "葭浦县", city: "葭浦", trade: "自然资源和规划",
	moves: [][2]string{{"D21.title", "number"}, {"D21.titleh", "number"}, {"D27.title", "number"}, {"D28.title", "number"}, {"K-D02.title", "number"}, {"L-D13.title", "number"}, {"L-D14.title", "number"},
		{"T-D05.title", "number"}, {"J-D08.title", "number"}, {"D27.correct", "D27.law"}},
	breaches: []breach{
		{cause: "未取得测绘资质证书擅自从事测绘活动", unit: "处", trade: "全站仪",
			facts: "{ill_from}至{ill_to}期间，{name}未取得测绘资质证书，以{addr}为工作地点，受托用{trade}测量地块界址点，共测量{qty}处，测绘约定报酬为{goods}，已实际收取报酬{gains}，该款系违法所得，测绘成果尚未编制。",
			bad:   "《中华人民共和国测绘法》第二十七条第二款", pen: "《中华人民共和国测绘法》第五十五条第一款",
			low: func(agreed Fen) Fen { return agreed }, high: func(agreed Fen) Fen { return 2 * agreed }},
		{cause: "未取得林木种子生产经营许可证生产经营林木种子", unit: "株", trade: "育苗大棚",
			facts: "{ill_from}至{ill_to}期间，{name}未取得林木种子生产经营许可证，在{addr}用{trade}培育并对外销售广玉兰苗木{qty}株，货值金额为{goods}，获取违法所得{gains}，检查时已无库存苗木。",
			bad:   "《中华人民共和国种子法》第三十三条第三款", pen: "《中华人民共和国种子法》第七十六条第一款第（一）项",
			low: func(goods Fen) Fen {
				if goods < 1_000_000 {
					return 300_000
				}
				return 3 * goods
			},
			high: func(goods Fen) Fen {
				if goods < 1_000_000 {
					return 3_000_000
				}
				return 5 * goods
			}},
	},
	applications: []application{
		{"林木种子生产经营许可", "造林苗木生产、批发和零售", "申请人有育苗地{qty}亩，配备起苗、包装设备和林业专业技术人员，无检疫性有害生物。", "没有与种子生产经营相适应的专业技术人员，", "《中华人民共和国种子法》第三十二条第一款", 5},
		{"林木种子生产经营许可", "城镇绿化苗木批发和零售", "申请人有经营场地{qty}平方米，设施设备与经营种类相适应，有林业专业技术人员。", "没有与种子生产经营相适应的设施和设备，", "《中华人民共和国种子法》第三十二条第一款", 5},
	},
	levies: []charge{{"farmland", "耕地开垦费", "平方米", "你单位的建设项目经批准占用耕地{qty}平方米，没有条件开垦数量和质量相当的耕地。", "《关于耕地开垦费征收标准的通知》（苏财综〔2016〕45号）", "《中华人民共和国土地管理法》第三十条第二款", 3_000, "law"}},
	fees:   []charge{{"real_estate_registration", "不动产登记费", "件", "你单位向本机关申请办理非住宅类不动产所有权登记{qty}件。", "《关于不动产登记收费标准等有关问题的通知》（发改价格规〔2016〕2559号）", "《中华人民共和国民法典》第二百二十三条", 55_000, "law"}},
	grounds: []ground{
		{"《中华人民共和国测绘法》第四十九条第一款第（二）项", "未取得测绘资质证书擅自从事测绘活动", "全站仪", "台", "观测记录手簿", "本"},
		{"《中华人民共和国种子法》第四十九条第二款第（四）项", "未取得林木种子生产经营许可证经营林木种子", "侧柏种子", "袋", "种子标签", "枚"},
	},
	visits: []visit{{"《中华人民共和国测绘法》第四十九条第一款第（一）项", "抽查测绘项目合同和台账{qty}份，项目均已备案，涉密成果单独存放，保密制度健全。", "抽查测绘项目合同和台账{qty}份，其中一份项目台账未登记成果去向。", []string{"测绘资质管理情况检查", "测绘成果保密情况检查"}, "测绘单位监督检查工作规范"}},
}

// farms is an office of farming and water. Its papers are short and read like letters.
var farms = Office{
	Name: "芷澜区农业农村和水利局", USCC: "11320681MB1C204507", CodeWord: "芷农水", wordings: "fresh/nongshui", county: "芷澜区", city: "芷澜", trade: "农业农村和水利",
	roles: map[string]string{"D27": "被处罚人", "license": "申请单位", "levy": "缴费单位", "fee": "缴费单位", "inspection": "受检单位"},
	moves: [][2]string{{"goeson", "D27.surcharge"}, {"D27.law", "D27.evidence"}},
	breaches: []breach{
		fined(breach{cause: "未取得动物诊疗许可证从事动物诊疗活动", unit: "只次", trade: "宠物犬",
			facts: "{ill_from}至{ill_to}，{name}没有动物诊疗许可证，在{addr}给{trade}看病打针{qty}只次，收诊疗费{gains}，这些都是违法所得；店里的诊疗器械和药品值{goods}。",
			bad:   "《中华人民共和国动物防疫法》第六十二条", pen: "《中华人民共和国动物防疫法》第一百零五条第一款"}, 3_000, 30_000),
		fined(breach{cause: "未经批准擅自取水", unit: "吨", trade: "深井泵",
			facts: "{ill_from}至{ill_to}，{name}没有办取水许可，在{addr}用{trade}抽取地下水{qty}吨卖给附近工地，得款{gains}，这些都是违法所得；水泵等取水设备值{goods}。",
			bad:   "《中华人民共和国水法》第四十八条第一款", pen: "《中华人民共和国水法》第六十九条第（一）项"}, 20_000, 100_000),
	},
	applications: []application{
		{"取水许可", "取用河道地表水，用于工业生产", "取水口装有计量设施，水泵房{qty}平方米，退水达到要求。", "没有安装取水计量设施，", "《取水许可和水资源费征收管理条例》第四十三条", 5},
		{"生鲜乳收购许可", "生鲜牛乳收购", "收购站{qty}平方米，有冷藏设备和化验仪器，人员有健康证明。", "没有与收奶量相适应的冷却、冷藏设施，", "《乳品质量安全监督管理条例》第二十条第一款第（三）项", 2},
	},
	levies: []charge{{"soil_water", "水土保持补偿费", "平方米", "你方在水土流失易发区开办生产建设项目，占压地表{qty}平方米，原有水土保持功能不能恢复。", "《关于水土保持补偿费收费标准的通知》（苏价农〔2016〕83号）", "《中华人民共和国水土保持法》第三十二条第二款", 120, "law"}},
	fees:   []charge{{"examination", "考试考务费", "人次", "你方组织学员{qty}人次参加拖拉机驾驶证考试。", "《关于农机驾驶考试收费标准的通知》（苏价费〔2016〕112号）", "《行政事业性收费标准管理办法》第五条", 7_000, "ministry"}},
	grounds: []ground{
		{"《中华人民共和国农产品质量安全法》第五十三条第一款第（五）项", "使用不符合质量标准的农业投入品", "过期饲料添加剂", "袋", "投料记录本", "本"},
		{"《中华人民共和国水土保持法》第四十四条第二款", "拒不停止取土造成严重水土流失", "取土用三轮车", "辆", "铁锹", "把"},
	},
	visits: []visit{{"《中华人民共和国动物防疫法》第七十六条第一款第（五）项", "看了养殖档案{qty}份，免疫、消毒、无害化处理都有记录。", "看了养殖档案{qty}份，其中一份缺消毒记录。", []string{"免疫档案", "消毒记录"}, "养殖场检查明白纸"}},
}
