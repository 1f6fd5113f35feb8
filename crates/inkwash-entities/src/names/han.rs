//! Chinese names, from characters that are common in them.

use alloc::vec::Vec;

use crate::style::Draw;

/// Chinese family names of one character.
pub(crate) const HAN_FAMILY: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏\
吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛";

/// Chinese family names of two characters.
pub(crate) const HAN_LONG_FAMILY: &[&str] =
    &["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒"];

/// Characters of Chinese given names.
const HAN_GIVEN: &str = "安柏波博才采彩晨成承诚池春聪达丹德蝶栋朵恩帆凡芳飞菲峰凤福富刚歌光桂国海涵翰航浩皓和荷恒弘宏\
虹华欢慧吉佳嘉家建健江洁杰锦晶景静娟军君俊凯康可兰乐磊丽莉立莲良亮琳玲凌龙露璐曼梅美萌梦敏明铭娜楠宁培佩鹏平萍琪奇\
启强琴青清秋泉冉仁荣蓉如锐瑞山珊尚少诗石淑舒爽思松涛天婷彤薇伟文雯武希熙霞贤祥翔向晓欣新鑫星秀旭轩雪雅岩艳阳洋瑶怡\
逸毅银英莹颖勇悠友宇雨玉媛圆远月悦云泽展昭哲珍真正之芝志智忠舟竹卓子梓";

/// One character of a list, as a draw decides.
fn han(draw: &mut Draw<'_>, from: &str, out: &mut Vec<u8>) {
    let n = from.chars().count() as u64;
    let c = from.chars().nth(draw.below(n) as usize).unwrap_or('安');
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

/// A Chinese name of `len` characters: family name first; four and more characters begin with
/// a family name of two.
pub(crate) fn han_name(draw: &mut Draw<'_>, len: usize, out: &mut Vec<u8>) {
    let given = if len >= 4 {
        out.extend_from_slice(draw.pick(HAN_LONG_FAMILY).as_bytes());
        len - 2
    } else {
        han(draw, HAN_FAMILY, out);
        len.saturating_sub(1)
    };
    han_given(draw, given, out);
}

/// So many characters of a Chinese given name.
pub(crate) fn han_given(draw: &mut Draw<'_>, len: usize, out: &mut Vec<u8>) {
    for _ in 0..len {
        han(draw, HAN_GIVEN, out);
    }
}
