"""Stories invented for the tests of PDF."""

KOREAN = (
    (
        "새길의료원은 지난 5월부터 야간 병동에 간호사를 한 명씩 더 두는 시범 사업을 시작했다고 12일 밝혔다. "
        "야간 근무가 잦은 간호사일수록 이직률이 높다는 내부 조사 결과에 따른 것이다."
    ),
    (
        "의료원이 최근 3년간 근무표를 분석한 결과, 한 달에 야간 근무를 여덟 번 넘게 선 간호사의 이직률은 31%로 "
        "그렇지 않은 간호사의 두 배에 가까웠다. 투약 오류 보고도 새벽 4시에서 6시 사이에 몰려 있었다."
    ),
    (
        "시범 사업을 맡은 윤서경 수간호사는 “인력을 늘리자 환자 곁에 머무는 시간이 먼저 늘었다”며 “낙상 사고가 "
        "석 달 동안 한 건도 없었던 것은 개원 이후 처음”이라고 말했다."
    ),
    (
        "의료원은 연말까지 결과를 지켜본 뒤 중환자실과 소아 병동으로 사업을 넓힐지 결정하기로 했다. 비용은 "
        "한 해 4억 원가량이 더 들 것으로 보고 있다."
    ),
)
ENGLISH = (
    (
        "Saegil Medical Center said on Tuesday that it has put one more nurse on each of its night wards since May. "
        "A survey of its own had shown that nurses who work many nights are more likely to leave."
    ),
    (
        "Over the past three years, 31 percent of the nurses with more than eight night shifts a month left the "
        "hospital, almost twice the share among the others. Reports of wrong doses came mostly between four and six "
        "in the morning, when the wards are quiet and the staff are tired."
    ),
    (
        "“The first thing that changed was the time we spend at the bedside,” said Yoon Seokyeong, the head nurse in "
        "charge of the trial. “For three months nobody has fallen out of bed, which has never happened before.”"
    ),
    (
        "The center will look at the results at the end of the year before it decides whether to extend the trial to "
        "intensive care and to the children's ward. It expects additional costs of 400 million won a year."
    ),
)
KOREAN_MORE = (
    (
        "병동마다 사정은 달랐다. 내과 병동에서는 새벽 약 준비를 두 사람이 나눠 맡으면서 확인 절차가 한 번 더 "
        "생겼고, 정형외과 병동에서는 수술 뒤 환자의 통증을 묻는 횟수가 하룻밤에 두 번에서 네 번으로 늘었다."
    ),
    (
        "환자들의 평가도 나쁘지 않았다. 퇴원 환자 214명에게 물은 결과 밤에 호출 단추를 누르고 기다린 시간이 짧아졌다는 "
        "답이 68%였다. 다만 낮 근무 인력이 빠듯해졌다는 의견이 간호사 사이에서 나왔다."
    ),
    (
        "노동조합은 시범 사업이 끝난 뒤에도 인력을 유지해야 한다고 요구했다. 박도훈 지부장은 “한 번 늘린 인력을 "
        "다시 빼면 남은 사람이 더 빨리 떠난다”고 주장했다."
    ),
)
ENGLISH_MORE = (
    (
        "Every ward had a story of its own. In internal medicine two nurses now share the preparation of the morning "
        "drugs, and each checks what the other has done; in orthopedics patients are asked about pain four times a "
        "night, not two."
    ),
    (
        "The patients seem to like it. Of 214 people who were asked when they went home, 68 percent said that they had "
        "waited less after ringing the bell at night. Some nurses complain, however, that the day shifts have become thin."
    ),
    (
        "The union wants the posts to be kept when the trial is over. “Take away what you have given, and those who are "
        "left will go even sooner,” said Park Dohoon, its chairman at the hospital."
    ),
)
KOREAN_TITLE = "새길의료원, 야간 병동 간호 인력 늘린다"
ENGLISH_TITLE = "One more nurse at night"
