/** A picture that a code is made of, with its name in both languages. */
export interface CodeEmoji {
  readonly sign: string;
  readonly en: string;
  readonly zh: string;
}

const LIST = `
🐶 dog 狗, 🐱 cat 猫, 🦁 lion 狮子, 🐴 horse 马, 🐷 pig 猪, 🐘 elephant 大象, 🐰 rabbit 兔子, 🐼 panda 熊猫,
🐓 rooster 公鸡, 🐧 penguin 企鹅, 🐢 turtle 乌龟, 🐌 snail 蜗牛, 🦋 butterfly 蝴蝶, 🐝 bee 蜜蜂, 🐳 whale 鲸鱼, 🌷 tulip 郁金香,
🌵 cactus 仙人掌, 🌳 tree 大树, 🍄 mushroom 蘑菇, 🌍 globe 地球, 🌙 moon 月亮, ⭐ star 星星, 🌈 rainbow 彩虹, 🍌 banana 香蕉,
🍎 apple 苹果, 🍓 strawberry 草莓, 🍇 grapes 葡萄, 🌽 corn 玉米, 🍕 pizza 披萨, 🎂 cake 蛋糕, 🍞 bread 面包, 🥚 egg 鸡蛋,
🧀 cheese 奶酪, 🤖 robot 机器人, 🎩 hat 礼帽, 👓 glasses 眼镜, 🔧 wrench 扳手, 💡 lamp 灯泡, 🌂 umbrella 雨伞, ⌛ hourglass 沙漏,
⏰ clock 闹钟, 🎁 gift 礼物, 📕 book 书本, 🔑 key 钥匙, 🔨 hammer 锤子, 📞 telephone 电话, 🏁 flag 旗子, 🚌 bus 公交车,
🚲 bicycle 自行车, 🚀 rocket 火箭, 🏆 trophy 奖杯, ⚽ football 足球, 🎸 guitar 吉他, 🎺 trumpet 小号, 🔔 bell 铃铛, ⚓ anchor 船锚,
🎧 headphones 耳机, 📷 camera 照相机, ⛵ sailboat 帆船, 🎈 balloon 气球, 🏰 castle 城堡, ⛺ tent 帐篷, 🥁 drum 大鼓, 💎 diamond 钻石`;

/**
 * 64 pictures of six bits each: no two look alike or are called alike, none has variants of skin or gender, and each is an emoji on
 * every system of the last ten years without a character that says so.
 */
export const CODE_EMOJI: readonly CodeEmoji[] = LIST.split(',').map((entry) => {
  const [sign = '', en = '', zh = ''] = entry.trim().split(' ');
  return { sign, en, zh };
});
