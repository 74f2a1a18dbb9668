// Named character references of HTML5 that libxml2 (which knows HTML 4's 253) leaves raw in the text: Latin letters of Czech,
// Polish, Turkish and others, Cyrillic, punctuation, arrows, dingbats. Sorted by name (bytes). Mathematical operators and names of two
// characters are left out: no news page writes them. Source: HTML Standard, "Named character references".
#include "indexer/extract/html_entities.hpp"

#include <algorithm>
#include <iterator>

namespace backfile {
namespace {

struct Reference {
  std::string_view name;
  char32_t character;
};

constexpr Reference html5_references[] = {
    {"AMP", 0x26}, {"Abreve", 0x102}, {"Acy", 0x410}, {"Amacr", 0x100}, {"Aogon", 0x104}, {"ApplyFunction", 0x2061},
    {"Barwed", 0x2306}, {"Bcy", 0x411}, {"Bernoullis", 0x212c}, {"Breve", 0x2d8}, {"Bscr", 0x212c}, {"CHcy", 0x427},
    {"COPY", 0xa9}, {"Cacute", 0x106}, {"CapitalDifferentialD", 0x2145}, {"Cayleys", 0x212d}, {"Ccaron", 0x10c},
    {"Ccirc", 0x108}, {"Cdot", 0x10a}, {"Cedilla", 0xb8}, {"CenterDot", 0xb7}, {"Cfr", 0x212d},
    {"CloseCurlyDoubleQuote", 0x201d}, {"CloseCurlyQuote", 0x2019}, {"Copf", 0x2102}, {"DD", 0x2145}, {"DJcy", 0x402},
    {"DScy", 0x405}, {"DZcy", 0x40f}, {"Darr", 0x21a1}, {"Dcaron", 0x10e}, {"Dcy", 0x414}, {"DiacriticalAcute", 0xb4},
    {"DiacriticalDot", 0x2d9}, {"DiacriticalDoubleAcute", 0x2dd}, {"DiacriticalGrave", 0x60},
    {"DiacriticalTilde", 0x2dc}, {"DifferentialD", 0x2146}, {"Dot", 0xa8}, {"DotDot", 0x20dc}, {"DoubleDot", 0xa8},
    {"DoubleDownArrow", 0x21d3}, {"DoubleLeftArrow", 0x21d0}, {"DoubleLeftRightArrow", 0x21d4},
    {"DoubleLongLeftArrow", 0x27f8}, {"DoubleLongLeftRightArrow", 0x27fa}, {"DoubleLongRightArrow", 0x27f9},
    {"DoubleRightArrow", 0x21d2}, {"DoubleUpArrow", 0x21d1}, {"DoubleUpDownArrow", 0x21d5}, {"DownArrow", 0x2193},
    {"DownArrowUpArrow", 0x21f5}, {"DownBreve", 0x311}, {"DownLeftVector", 0x21bd}, {"DownRightVector", 0x21c1},
    {"DownTeeArrow", 0x21a7}, {"Downarrow", 0x21d3}, {"Dstrok", 0x110}, {"ENG", 0x14a}, {"Ecaron", 0x11a},
    {"Ecy", 0x42d}, {"Edot", 0x116}, {"Emacr", 0x112}, {"EmptySmallSquare", 0x25fb}, {"EmptyVerySmallSquare", 0x25ab},
    {"Eogon", 0x118}, {"Equilibrium", 0x21cc}, {"Escr", 0x2130}, {"ExponentialE", 0x2147}, {"Fcy", 0x424},
    {"FilledSmallSquare", 0x25fc}, {"FilledVerySmallSquare", 0x25aa}, {"Fouriertrf", 0x2131}, {"Fscr", 0x2131},
    {"GJcy", 0x403}, {"GT", 0x3e}, {"Gammad", 0x3dc}, {"Gbreve", 0x11e}, {"Gcedil", 0x122}, {"Gcirc", 0x11c},
    {"Gcy", 0x413}, {"Gdot", 0x120}, {"HARDcy", 0x42a}, {"Hacek", 0x2c7}, {"Hat", 0x5e}, {"Hcirc", 0x124},
    {"Hfr", 0x210c}, {"HilbertSpace", 0x210b}, {"Hopf", 0x210d}, {"HorizontalLine", 0x2500}, {"Hscr", 0x210b},
    {"Hstrok", 0x126}, {"IEcy", 0x415}, {"IJlig", 0x132}, {"IOcy", 0x401}, {"Icy", 0x418}, {"Idot", 0x130},
    {"Ifr", 0x2111}, {"Im", 0x2111}, {"Imacr", 0x12a}, {"ImaginaryI", 0x2148}, {"Implies", 0x21d2},
    {"InvisibleComma", 0x2063}, {"InvisibleTimes", 0x2062}, {"Iogon", 0x12e}, {"Iscr", 0x2110}, {"Itilde", 0x128},
    {"Iukcy", 0x406}, {"Jcirc", 0x134}, {"Jcy", 0x419}, {"Jsercy", 0x408}, {"Jukcy", 0x404}, {"KHcy", 0x425},
    {"KJcy", 0x40c}, {"Kcedil", 0x136}, {"Kcy", 0x41a}, {"LJcy", 0x409}, {"LT", 0x3c}, {"Lacute", 0x139},
    {"Lang", 0x27ea}, {"Laplacetrf", 0x2112}, {"Larr", 0x219e}, {"Lcaron", 0x13d}, {"Lcedil", 0x13b}, {"Lcy", 0x41b},
    {"LeftAngleBracket", 0x27e8}, {"LeftArrow", 0x2190}, {"LeftArrowBar", 0x21e4}, {"LeftArrowRightArrow", 0x21c6},
    {"LeftCeiling", 0x2308}, {"LeftDoubleBracket", 0x27e6}, {"LeftDownVector", 0x21c3}, {"LeftFloor", 0x230a},
    {"LeftRightArrow", 0x2194}, {"LeftTeeArrow", 0x21a4}, {"LeftUpVector", 0x21bf}, {"LeftVector", 0x21bc},
    {"Leftarrow", 0x21d0}, {"Leftrightarrow", 0x21d4}, {"Lleftarrow", 0x21da}, {"Lmidot", 0x13f},
    {"LongLeftArrow", 0x27f5}, {"LongLeftRightArrow", 0x27f7}, {"LongRightArrow", 0x27f6}, {"Longleftarrow", 0x27f8},
    {"Longleftrightarrow", 0x27fa}, {"Longrightarrow", 0x27f9}, {"LowerLeftArrow", 0x2199},
    {"LowerRightArrow", 0x2198}, {"Lscr", 0x2112}, {"Lsh", 0x21b0}, {"Lstrok", 0x141}, {"Mcy", 0x41c},
    {"MediumSpace", 0x205f}, {"Mellintrf", 0x2133}, {"Mscr", 0x2133}, {"NJcy", 0x40a}, {"Nacute", 0x143},
    {"Ncaron", 0x147}, {"Ncedil", 0x145}, {"Ncy", 0x41d}, {"NegativeMediumSpace", 0x200b},
    {"NegativeThickSpace", 0x200b}, {"NegativeThinSpace", 0x200b}, {"NegativeVeryThinSpace", 0x200b},
    {"NewLine", 0xa}, {"NoBreak", 0x2060}, {"NonBreakingSpace", 0xa0}, {"Nopf", 0x2115}, {"Ocy", 0x41e},
    {"Odblac", 0x150}, {"Omacr", 0x14c}, {"OpenCurlyDoubleQuote", 0x201c}, {"OpenCurlyQuote", 0x2018},
    {"OverBar", 0x203e}, {"OverBrace", 0x23de}, {"OverBracket", 0x23b4}, {"OverParenthesis", 0x23dc}, {"Pcy", 0x41f},
    {"PlusMinus", 0xb1}, {"Poincareplane", 0x210c}, {"Popf", 0x2119}, {"QUOT", 0x22}, {"Qopf", 0x211a}, {"REG", 0xae},
    {"Racute", 0x154}, {"Rang", 0x27eb}, {"Rarr", 0x21a0}, {"Rcaron", 0x158}, {"Rcedil", 0x156}, {"Rcy", 0x420},
    {"Re", 0x211c}, {"ReverseEquilibrium", 0x21cb}, {"Rfr", 0x211c}, {"RightAngleBracket", 0x27e9},
    {"RightArrow", 0x2192}, {"RightArrowBar", 0x21e5}, {"RightArrowLeftArrow", 0x21c4}, {"RightCeiling", 0x2309},
    {"RightDoubleBracket", 0x27e7}, {"RightDownVector", 0x21c2}, {"RightFloor", 0x230b}, {"RightTeeArrow", 0x21a6},
    {"RightUpVector", 0x21be}, {"RightVector", 0x21c0}, {"Rightarrow", 0x21d2}, {"Ropf", 0x211d},
    {"Rrightarrow", 0x21db}, {"Rscr", 0x211b}, {"Rsh", 0x21b1}, {"SHCHcy", 0x429}, {"SHcy", 0x428}, {"SOFTcy", 0x42c},
    {"Sacute", 0x15a}, {"Scedil", 0x15e}, {"Scirc", 0x15c}, {"Scy", 0x421}, {"ShortDownArrow", 0x2193},
    {"ShortLeftArrow", 0x2190}, {"ShortRightArrow", 0x2192}, {"ShortUpArrow", 0x2191}, {"Square", 0x25a1},
    {"TRADE", 0x2122}, {"TSHcy", 0x40b}, {"TScy", 0x426}, {"Tab", 0x9}, {"Tcaron", 0x164}, {"Tcedil", 0x162},
    {"Tcy", 0x422}, {"ThinSpace", 0x2009}, {"TripleDot", 0x20db}, {"Tstrok", 0x166}, {"Uarr", 0x219f},
    {"Ubrcy", 0x40e}, {"Ubreve", 0x16c}, {"Ucy", 0x423}, {"Udblac", 0x170}, {"Umacr", 0x16a}, {"UnderBar", 0x5f},
    {"UnderBrace", 0x23df}, {"UnderBracket", 0x23b5}, {"UnderParenthesis", 0x23dd}, {"Uogon", 0x172},
    {"UpArrow", 0x2191}, {"UpArrowDownArrow", 0x21c5}, {"UpDownArrow", 0x2195}, {"UpTeeArrow", 0x21a5},
    {"Uparrow", 0x21d1}, {"Updownarrow", 0x21d5}, {"UpperLeftArrow", 0x2196}, {"UpperRightArrow", 0x2197},
    {"Upsi", 0x3d2}, {"Uring", 0x16e}, {"Utilde", 0x168}, {"Vcy", 0x412}, {"Verbar", 0x2016}, {"Vert", 0x2016},
    {"VerticalLine", 0x7c}, {"VerticalSeparator", 0x2758}, {"VeryThinSpace", 0x200a}, {"Wcirc", 0x174},
    {"YAcy", 0x42f}, {"YIcy", 0x407}, {"YUcy", 0x42e}, {"Ycirc", 0x176}, {"Ycy", 0x42b}, {"ZHcy", 0x416},
    {"Zacute", 0x179}, {"Zcaron", 0x17d}, {"Zcy", 0x417}, {"Zdot", 0x17b}, {"ZeroWidthSpace", 0x200b},
    {"Zfr", 0x2128}, {"Zopf", 0x2124}, {"abreve", 0x103}, {"acy", 0x430}, {"af", 0x2061}, {"aleph", 0x2135},
    {"amacr", 0x101}, {"angst", 0xc5}, {"angzarr", 0x237c}, {"aogon", 0x105}, {"ast", 0x2a}, {"backepsilon", 0x3f6},
    {"backprime", 0x2035}, {"barwed", 0x2305}, {"barwedge", 0x2305}, {"bbrk", 0x23b5}, {"bbrktbrk", 0x23b6},
    {"bcy", 0x431}, {"bepsi", 0x3f6}, {"bernou", 0x212c}, {"beth", 0x2136}, {"bigcirc", 0x25ef}, {"bigstar", 0x2605},
    {"bigtriangledown", 0x25bd}, {"bigtriangleup", 0x25b3}, {"blacksquare", 0x25aa}, {"blacktriangle", 0x25b4},
    {"blacktriangledown", 0x25be}, {"blacktriangleleft", 0x25c2}, {"blacktriangleright", 0x25b8}, {"blank", 0x2423},
    {"blk12", 0x2592}, {"blk14", 0x2591}, {"blk34", 0x2593}, {"block", 0x2588}, {"bnot", 0x2310}, {"boxDL", 0x2557},
    {"boxDR", 0x2554}, {"boxDl", 0x2556}, {"boxDr", 0x2553}, {"boxH", 0x2550}, {"boxHD", 0x2566}, {"boxHU", 0x2569},
    {"boxHd", 0x2564}, {"boxHu", 0x2567}, {"boxUL", 0x255d}, {"boxUR", 0x255a}, {"boxUl", 0x255c}, {"boxUr", 0x2559},
    {"boxV", 0x2551}, {"boxVH", 0x256c}, {"boxVL", 0x2563}, {"boxVR", 0x2560}, {"boxVh", 0x256b}, {"boxVl", 0x2562},
    {"boxVr", 0x255f}, {"boxdL", 0x2555}, {"boxdR", 0x2552}, {"boxdl", 0x2510}, {"boxdr", 0x250c}, {"boxh", 0x2500},
    {"boxhD", 0x2565}, {"boxhU", 0x2568}, {"boxhd", 0x252c}, {"boxhu", 0x2534}, {"boxuL", 0x255b}, {"boxuR", 0x2558},
    {"boxul", 0x2518}, {"boxur", 0x2514}, {"boxv", 0x2502}, {"boxvH", 0x256a}, {"boxvL", 0x2561}, {"boxvR", 0x255e},
    {"boxvh", 0x253c}, {"boxvl", 0x2524}, {"boxvr", 0x251c}, {"bprime", 0x2035}, {"breve", 0x2d8}, {"bsemi", 0x204f},
    {"bsol", 0x5c}, {"bsolhsub", 0x27c8}, {"bullet", 0x2022}, {"cacute", 0x107}, {"caret", 0x2041}, {"caron", 0x2c7},
    {"ccaron", 0x10d}, {"ccirc", 0x109}, {"cdot", 0x10b}, {"centerdot", 0xb7}, {"chcy", 0x447}, {"check", 0x2713},
    {"checkmark", 0x2713}, {"cir", 0x25cb}, {"circlearrowleft", 0x21ba}, {"circlearrowright", 0x21bb},
    {"circledR", 0xae}, {"circledS", 0x24c8}, {"clubsuit", 0x2663}, {"colon", 0x3a}, {"comma", 0x2c},
    {"commat", 0x40}, {"complexes", 0x2102}, {"copysr", 0x2117}, {"cross", 0x2717}, {"cularr", 0x21b6},
    {"curarr", 0x21b7}, {"curvearrowleft", 0x21b6}, {"curvearrowright", 0x21b7}, {"cylcty", 0x232d},
    {"daleth", 0x2138}, {"dash", 0x2010}, {"dblac", 0x2dd}, {"dcaron", 0x10f}, {"dcy", 0x434}, {"dd", 0x2146},
    {"ddagger", 0x2021}, {"ddarr", 0x21ca}, {"dharl", 0x21c3}, {"dharr", 0x21c2}, {"diamondsuit", 0x2666},
    {"die", 0xa8}, {"digamma", 0x3dd}, {"div", 0xf7}, {"djcy", 0x452}, {"dlcorn", 0x231e}, {"dlcrop", 0x230d},
    {"dollar", 0x24}, {"dot", 0x2d9}, {"doublebarwedge", 0x2306}, {"downarrow", 0x2193}, {"downdownarrows", 0x21ca},
    {"downharpoonleft", 0x21c3}, {"downharpoonright", 0x21c2}, {"drcorn", 0x231f}, {"drcrop", 0x230c},
    {"dscy", 0x455}, {"dstrok", 0x111}, {"dtri", 0x25bf}, {"dtrif", 0x25be}, {"duarr", 0x21f5}, {"dzcy", 0x45f},
    {"dzigrarr", 0x27ff}, {"ecaron", 0x11b}, {"ecy", 0x44d}, {"edot", 0x117}, {"ee", 0x2147}, {"elinters", 0x23e7},
    {"ell", 0x2113}, {"emacr", 0x113}, {"emsp13", 0x2004}, {"emsp14", 0x2005}, {"eng", 0x14b}, {"eogon", 0x119},
    {"epsi", 0x3b5}, {"epsiv", 0x3f5}, {"equals", 0x3d}, {"escr", 0x212f}, {"excl", 0x21}, {"expectation", 0x2130},
    {"exponentiale", 0x2147}, {"fcy", 0x444}, {"female", 0x2640}, {"ffilig", 0xfb03}, {"fflig", 0xfb00},
    {"ffllig", 0xfb04}, {"filig", 0xfb01}, {"flat", 0x266d}, {"fllig", 0xfb02}, {"fltns", 0x25b1}, {"frac13", 0x2153},
    {"frac15", 0x2155}, {"frac16", 0x2159}, {"frac18", 0x215b}, {"frac23", 0x2154}, {"frac25", 0x2156},
    {"frac35", 0x2157}, {"frac38", 0x215c}, {"frac45", 0x2158}, {"frac56", 0x215a}, {"frac58", 0x215d},
    {"frac78", 0x215e}, {"frown", 0x2322}, {"gacute", 0x1f5}, {"gammad", 0x3dd}, {"gbreve", 0x11f}, {"gcirc", 0x11d},
    {"gcy", 0x433}, {"gdot", 0x121}, {"gimel", 0x2137}, {"gjcy", 0x453}, {"grave", 0x60}, {"gscr", 0x210a},
    {"hairsp", 0x200a}, {"half", 0xbd}, {"hamilt", 0x210b}, {"hardcy", 0x44a}, {"harrw", 0x21ad}, {"hbar", 0x210f},
    {"hcirc", 0x125}, {"heartsuit", 0x2665}, {"hoarr", 0x21ff}, {"hookleftarrow", 0x21a9}, {"hookrightarrow", 0x21aa},
    {"horbar", 0x2015}, {"hslash", 0x210f}, {"hstrok", 0x127}, {"hybull", 0x2043}, {"hyphen", 0x2010}, {"ic", 0x2063},
    {"icy", 0x438}, {"iecy", 0x435}, {"iff", 0x21d4}, {"ii", 0x2148}, {"iiota", 0x2129}, {"ijlig", 0x133},
    {"imacr", 0x12b}, {"imagline", 0x2110}, {"imagpart", 0x2111}, {"imath", 0x131}, {"imped", 0x1b5},
    {"incare", 0x2105}, {"inodot", 0x131}, {"integers", 0x2124}, {"iocy", 0x451}, {"iogon", 0x12f}, {"it", 0x2062},
    {"itilde", 0x129}, {"iukcy", 0x456}, {"jcirc", 0x135}, {"jcy", 0x439}, {"jmath", 0x237}, {"jsercy", 0x458},
    {"jukcy", 0x454}, {"kappav", 0x3f0}, {"kcedil", 0x137}, {"kcy", 0x43a}, {"kgreen", 0x138}, {"khcy", 0x445},
    {"kjcy", 0x45c}, {"lAarr", 0x21da}, {"lacute", 0x13a}, {"lagran", 0x2112}, {"langle", 0x27e8}, {"larrb", 0x21e4},
    {"larrhk", 0x21a9}, {"larrlp", 0x21ab}, {"larrtl", 0x21a2}, {"lbbrk", 0x2772}, {"lbrace", 0x7b}, {"lbrack", 0x5b},
    {"lcaron", 0x13e}, {"lcedil", 0x13c}, {"lcub", 0x7b}, {"lcy", 0x43b}, {"ldquor", 0x201e}, {"ldsh", 0x21b2},
    {"leftarrow", 0x2190}, {"leftarrowtail", 0x21a2}, {"leftharpoondown", 0x21bd}, {"leftharpoonup", 0x21bc},
    {"leftleftarrows", 0x21c7}, {"leftrightarrow", 0x2194}, {"leftrightarrows", 0x21c6},
    {"leftrightharpoons", 0x21cb}, {"leftrightsquigarrow", 0x21ad}, {"lhard", 0x21bd}, {"lharu", 0x21bc},
    {"lhblk", 0x2584}, {"ljcy", 0x459}, {"llarr", 0x21c7}, {"llcorner", 0x231e}, {"lltri", 0x25fa}, {"lmidot", 0x140},
    {"lmoust", 0x23b0}, {"lmoustache", 0x23b0}, {"loang", 0x27ec}, {"loarr", 0x21fd}, {"lobrk", 0x27e6},
    {"longleftarrow", 0x27f5}, {"longleftrightarrow", 0x27f7}, {"longmapsto", 0x27fc}, {"longrightarrow", 0x27f6},
    {"looparrowleft", 0x21ab}, {"looparrowright", 0x21ac}, {"lowbar", 0x5f}, {"lozenge", 0x25ca}, {"lpar", 0x28},
    {"lrarr", 0x21c6}, {"lrcorner", 0x231f}, {"lrhar", 0x21cb}, {"lsh", 0x21b0}, {"lsqb", 0x5b}, {"lsquor", 0x201a},
    {"lstrok", 0x142}, {"ltri", 0x25c3}, {"ltrif", 0x25c2}, {"male", 0x2642}, {"malt", 0x2720}, {"maltese", 0x2720},
    {"map", 0x21a6}, {"mapsto", 0x21a6}, {"mapstodown", 0x21a7}, {"mapstoleft", 0x21a4}, {"mapstoup", 0x21a5},
    {"marker", 0x25ae}, {"mcy", 0x43c}, {"mho", 0x2127}, {"midast", 0x2a}, {"mldr", 0x2026}, {"nLeftarrow", 0x21cd},
    {"nLeftrightarrow", 0x21ce}, {"nRightarrow", 0x21cf}, {"nacute", 0x144}, {"napos", 0x149}, {"natur", 0x266e},
    {"natural", 0x266e}, {"naturals", 0x2115}, {"ncaron", 0x148}, {"ncedil", 0x146}, {"ncy", 0x43d},
    {"neArr", 0x21d7}, {"nearr", 0x2197}, {"nearrow", 0x2197}, {"nhArr", 0x21ce}, {"nharr", 0x21ae}, {"njcy", 0x45a},
    {"nlArr", 0x21cd}, {"nlarr", 0x219a}, {"nldr", 0x2025}, {"nleftarrow", 0x219a}, {"nleftrightarrow", 0x21ae},
    {"nrArr", 0x21cf}, {"nrarr", 0x219b}, {"nrightarrow", 0x219b}, {"num", 0x23}, {"numero", 0x2116},
    {"numsp", 0x2007}, {"nwArr", 0x21d6}, {"nwarr", 0x2196}, {"nwarrow", 0x2196}, {"oS", 0x24c8}, {"ocy", 0x43e},
    {"odblac", 0x151}, {"ogon", 0x2db}, {"ohm", 0x3a9}, {"olarr", 0x21ba}, {"omacr", 0x14d}, {"orarr", 0x21bb},
    {"order", 0x2134}, {"orderof", 0x2134}, {"oscr", 0x2134}, {"ovbar", 0x233d}, {"pcy", 0x43f}, {"percnt", 0x25},
    {"period", 0x2e}, {"pertenk", 0x2031}, {"phiv", 0x3d5}, {"phmmat", 0x2133}, {"phone", 0x260e}, {"planck", 0x210f},
    {"planckh", 0x210e}, {"plankv", 0x210f}, {"plus", 0x2b}, {"pm", 0xb1}, {"primes", 0x2119}, {"profalar", 0x232e},
    {"profline", 0x2312}, {"profsurf", 0x2313}, {"puncsp", 0x2008}, {"qprime", 0x2057}, {"quaternions", 0x210d},
    {"quest", 0x3f}, {"rAarr", 0x21db}, {"racute", 0x155}, {"rangle", 0x27e9}, {"rarrb", 0x21e5}, {"rarrhk", 0x21aa},
    {"rarrlp", 0x21ac}, {"rarrtl", 0x21a3}, {"rarrw", 0x219d}, {"rationals", 0x211a}, {"rbbrk", 0x2773},
    {"rbrace", 0x7d}, {"rbrack", 0x5d}, {"rcaron", 0x159}, {"rcedil", 0x157}, {"rcub", 0x7d}, {"rcy", 0x440},
    {"rdquor", 0x201d}, {"rdsh", 0x21b3}, {"realine", 0x211b}, {"realpart", 0x211c}, {"reals", 0x211d},
    {"rect", 0x25ad}, {"rhard", 0x21c1}, {"rharu", 0x21c0}, {"rhov", 0x3f1}, {"rightarrow", 0x2192},
    {"rightarrowtail", 0x21a3}, {"rightharpoondown", 0x21c1}, {"rightharpoonup", 0x21c0}, {"rightleftarrows", 0x21c4},
    {"rightleftharpoons", 0x21cc}, {"rightrightarrows", 0x21c9}, {"rightsquigarrow", 0x219d}, {"ring", 0x2da},
    {"rlarr", 0x21c4}, {"rlhar", 0x21cc}, {"rmoust", 0x23b1}, {"rmoustache", 0x23b1}, {"roang", 0x27ed},
    {"roarr", 0x21fe}, {"robrk", 0x27e7}, {"rpar", 0x29}, {"rrarr", 0x21c9}, {"rsh", 0x21b1}, {"rsqb", 0x5d},
    {"rsquor", 0x2019}, {"rtri", 0x25b9}, {"rtrif", 0x25b8}, {"rx", 0x211e}, {"sacute", 0x15b}, {"scedil", 0x15f},
    {"scirc", 0x15d}, {"scy", 0x441}, {"seArr", 0x21d8}, {"searr", 0x2198}, {"searrow", 0x2198}, {"semi", 0x3b},
    {"sext", 0x2736}, {"sfrown", 0x2322}, {"sharp", 0x266f}, {"shchcy", 0x449}, {"shcy", 0x448}, {"sigmav", 0x3c2},
    {"slarr", 0x2190}, {"smile", 0x2323}, {"softcy", 0x44c}, {"sol", 0x2f}, {"solbar", 0x233f}, {"spadesuit", 0x2660},
    {"squ", 0x25a1}, {"square", 0x25a1}, {"squarf", 0x25aa}, {"squf", 0x25aa}, {"srarr", 0x2192}, {"ssmile", 0x2323},
    {"star", 0x2606}, {"starf", 0x2605}, {"straightepsilon", 0x3f5}, {"straightphi", 0x3d5}, {"strns", 0xaf},
    {"sung", 0x266a}, {"suphsol", 0x27c9}, {"swArr", 0x21d9}, {"swarr", 0x2199}, {"swarrow", 0x2199},
    {"target", 0x2316}, {"tbrk", 0x23b4}, {"tcaron", 0x165}, {"tcedil", 0x163}, {"tcy", 0x442}, {"tdot", 0x20db},
    {"telrec", 0x2315}, {"thetav", 0x3d1}, {"topbot", 0x2336}, {"tprime", 0x2034}, {"triangle", 0x25b5},
    {"triangledown", 0x25bf}, {"triangleleft", 0x25c3}, {"triangleright", 0x25b9}, {"tridot", 0x25ec},
    {"trpezium", 0x23e2}, {"tscy", 0x446}, {"tshcy", 0x45b}, {"tstrok", 0x167}, {"twoheadleftarrow", 0x219e},
    {"twoheadrightarrow", 0x21a0}, {"ubrcy", 0x45e}, {"ubreve", 0x16d}, {"ucy", 0x443}, {"udarr", 0x21c5},
    {"udblac", 0x171}, {"uharl", 0x21bf}, {"uharr", 0x21be}, {"uhblk", 0x2580}, {"ulcorn", 0x231c},
    {"ulcorner", 0x231c}, {"ulcrop", 0x230f}, {"ultri", 0x25f8}, {"umacr", 0x16b}, {"uogon", 0x173},
    {"uparrow", 0x2191}, {"updownarrow", 0x2195}, {"upharpoonleft", 0x21bf}, {"upharpoonright", 0x21be},
    {"upsi", 0x3c5}, {"upuparrows", 0x21c8}, {"urcorn", 0x231d}, {"urcorner", 0x231d}, {"urcrop", 0x230e},
    {"uring", 0x16f}, {"urtri", 0x25f9}, {"utilde", 0x169}, {"utri", 0x25b5}, {"utrif", 0x25b4}, {"uuarr", 0x21c8},
    {"vArr", 0x21d5}, {"varepsilon", 0x3f5}, {"varkappa", 0x3f0}, {"varphi", 0x3d5}, {"varpi", 0x3d6},
    {"varr", 0x2195}, {"varrho", 0x3f1}, {"varsigma", 0x3c2}, {"vartheta", 0x3d1}, {"vcy", 0x432}, {"verbar", 0x7c},
    {"vert", 0x7c}, {"wcirc", 0x175}, {"wp", 0x2118}, {"xcirc", 0x25ef}, {"xdtri", 0x25bd}, {"xhArr", 0x27fa},
    {"xharr", 0x27f7}, {"xlArr", 0x27f8}, {"xlarr", 0x27f5}, {"xmap", 0x27fc}, {"xrArr", 0x27f9}, {"xrarr", 0x27f6},
    {"xutri", 0x25b3}, {"yacy", 0x44f}, {"ycirc", 0x177}, {"ycy", 0x44b}, {"yicy", 0x457}, {"yucy", 0x44e},
    {"zacute", 0x17a}, {"zcaron", 0x17e}, {"zcy", 0x437}, {"zdot", 0x17c}, {"zeetrf", 0x2128}, {"zhcy", 0x436},
    {"zigrarr", 0x21dd},
};
static_assert(std::is_sorted(std::begin(html5_references), std::end(html5_references),
                             [](const Reference& a, const Reference& b) { return a.name < b.name; }));

// HTML Standard, "numeric character reference end state": C1 controls are what windows-1252 has there.
constexpr char32_t windows_1252[32] = {0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
                                       0x2039, 0x0152, 0x8d,   0x017d, 0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
                                       0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178};

}  // namespace

char32_t html5_character(std::string_view name) noexcept {
  const auto found = std::lower_bound(std::begin(html5_references), std::end(html5_references), name,
                                      [](const Reference& r, std::string_view n) { return r.name < n; });
  return found != std::end(html5_references) && found->name == name ? found->character : 0;
}

char32_t numeric_character(std::uint32_t number) noexcept {
  if (number >= 0x80 && number < 0xa0) return windows_1252[number - 0x80];
  if (number == 0 || number > 0x10ffff || (number >= 0xd800 && number < 0xe000)) return 0xfffd;
  return number;
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xc0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xe0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else {
    out += static_cast<char>(0xf0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3f));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  }
}

}  // namespace backfile
