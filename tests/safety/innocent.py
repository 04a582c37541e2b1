"""Honest sentences somebody might say to a person they hurt; the hints should leave them alone."""

from __future__ import annotations

LEFT_ALONE = """\
I see how much this hurts you.
You have every right to be angry with me.
I was not honest with you, and you felt it.
It makes sense that you check the door.
What you saw was real.
I know I cannot take it back.
You asked me to stop, and I did not.
I let you carry this alone.
I did this. You did not.
You are right. I lied.
I broke what we had agreed.
You never did anything to bring this on.
I never gave you the chance to choose.
I did not think of you, and that is the truth of it.
I was the one who made our home unsafe.
You had no way to know, because I hid it well.
I will sit here as long as you like.
I do not know what to say, and I am here.
I understand if you do not want to talk.
If you need me to leave the room I will go.
Whatever you decide, I will respect it.
You do not owe me kindness.
I can hear how tired you are.
It must be awful to look at me and wonder.
I feel sad for what you have lost.
I am sorry that I lied to you.
I am sorry for the nights you lay awake.
You should be angry.
You should have been able to trust me.
You need time, and I will not rush you.
You needed me, and I was not there.
I want to listen.
I want to understand what it was like.
I stopped, and that does not undo it.
I only now begin to see it.
I just want to listen.
I just listened for once.
That is just the start.
It is only fair that I wait.
It was my choice, nobody else's.
Nothing you did caused it.
None of this is about your body.
Your body was never the reason.
I compared you, and that was cruel.
I gave my time to screens and not to you.
I always knew it was wrong.
I always came home late and said it was work.
I said it was work, but it was not.
I was scared of losing you, so I lied to you.
You made me dinner that night, and I said nothing.
You left me a note, and I threw it away.
When you stopped singing in the kitchen I pretended not to notice.
We both know who did this: me.
It is hard for you to look at me.
You do not have to understand why.
I have changed the router so that I cannot get around it.
I promise nothing today.
I have promised before and broken it.
I will be home at six.
I'll tell you before, not after.
I will never know what those nights were like for you.
Had you not found it, I would have gone on.
I put you at risk.
I will do the test this week and show you the letter.
I will pay it back, fifty a month.
I gave the phone code to my sponsor.
You can ask me anything, and you can also not ask.
You may read my plan if you ever want to.
You may want to check on me, and I see why.
I don't want you to be my guard.
I was wrong about you.
I am the problem here, not you.
I am not the victim.
I am bad at this, and I am still here.
I'm a liar when I am cornered, and I was cornered by my own acts.
My apology may change nothing.
I cannot ask for anything.
Please take all the time you need.
Please do not hurry because of me.
I hate what I did.
I hate that you blame yourself.
I cannot stand that you blame yourself.
I cannot bear it for you.
I know it was not nothing.
It wasn't small.
It was never only looking.
It lasted years, not weeks.
It was every week.
It was porn, nearly every night, for six years.
It was chats with strangers and money spent on them.
I used your trust like cover.
I am not asking you to get over it.
I told you to get over it. That was cruel.
I kept telling you to calm down.
There is no excuse.
I make no excuse.
I had a choice.
It didn't just happen.
I did mean to hide it.
I meant to hide it.
You were too kind to me.
You were always kind to me.
You always told me the truth.
You have always been honest.
If I had told you then, you could have chosen.
If I were you I would not trust me.
I don't know if that helps.
I wonder if you can hear this now.
Even if you leave, I will go on with this.
You asked if it was you. It was not.
""".splitlines()

MARKED_THOUGH_INNOCENT = """\
After you had the baby I left you alone with everything.
It hurts me to see what I did.
You cannot understand it, because I have not explained it honestly.
I already told you half of it, and half is not the truth.
I would never have told you if you had not found it.
You told me once to move on; I told you that too, and it was cruel.
""".splitlines()
"""What patterns cannot know. Each hint says of itself that it knows words, not meaning."""
