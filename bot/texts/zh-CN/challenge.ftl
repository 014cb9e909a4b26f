# 晒图挑战。

challenge-card = 📷 <b>{ $title }</b>　#{ $number }
    { $state ->
    [open] 发一张图，配文带上 <code>{ $tag }</code> 就算参加，每人一张（再发就换成新的）；喜欢谁的，点 ❤️ 或给图一个表情{ $timed ->
        [true] {" "}· { $ends } 截止
       *[false] {""}
    }
    [cancelled] 已取消
   *[closed] 已结束
}
    { $people } 人参加 · { $votes } 票
challenge-entered = 📷 { $number } 号作品，来自 { $name }
challenge-replaced = 已换成这张新的，票数保留 ✅
challenge-vote = ❤️ { $count }
challenge-thanks = 已投票 ❤️
challenge-voted = 您给这张投过票了。
challenge-own = 自己的作品就不用投啦。
challenge-nobody = 📷 “{ $title }”没有收到作品，下次再来！
challenge-winner = 🏆 “{ $title }”的最佳作品来自 { $name }，{ $votes } 票；共 { $people } 人参加。
challenge-gallery = 📷 “{ $title }”作品集
challenge-board = 📊 “{ $title }”票数榜
challenge-place = { $place }. { $name }　{ $votes } 票
challenge-picture = 晒图战报 · { $tag }
challenge-picture-people = 参加人数
challenge-picture-votes = 票数
challenge-picture-voters = 投票人数
challenge-picture-board = 票数榜
challenge-csv = 名字,用户 ID,票数,时间
