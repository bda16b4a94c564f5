"""The shapes of updates in the Bot API of 24 August 2026 (10.3), condensed; one entry for each.

After a name: `i` is a whole number, `f` a broken one, `b` yes or no, nothing a text, `*` a list;
else a shape. Unions have the fields of all their members. A shape that is not here is made up.
"""

SHAPES = """
Update: update_id=i message=Message edited_message=Message channel_post=Message
  edited_channel_post=Message business_connection=BusinessConnection business_message=Message
  edited_business_message=Message deleted_business_messages=BusinessMessagesDeleted
  guest_message=Message message_reaction=MessageReactionUpdated
  message_reaction_count=MessageReactionCountUpdated inline_query=InlineQuery
  chosen_inline_result=ChosenInlineResult callback_query=CallbackQuery
  shipping_query=ShippingQuery pre_checkout_query=PreCheckoutQuery
  purchased_paid_media=PaidMediaPurchased poll=Poll poll_answer=PollAnswer
  my_chat_member=ChatMemberUpdated chat_member=ChatMemberUpdated chat_join_request=ChatJoinRequest
  chat_boost=ChatBoostUpdated removed_chat_boost=ChatBoostRemoved managed_bot=ManagedBotUpdated
Message: message_id=i message_thread_id=i direct_messages_topic=DirectMessagesTopic from=User
  sender_chat=Chat sender_boost_count=i sender_business_bot=User sender_tag date=i guest_query_id
  business_connection_id chat=Chat forward_origin=MessageOrigin is_topic_message=b
  is_automatic_forward=b reply_to_message=Message external_reply=ExternalReplyInfo quote=TextQuote
  reply_to_story=Story reply_to_checklist_task_id=i reply_to_poll_option_id via_bot=User
  guest_bot_caller_user=User guest_bot_caller_chat=Chat edit_date=i has_protected_content=b
  is_from_offline=b is_paid_post=b media_group_id author_signature paid_star_count=i text
  entities=*MessageEntity link_preview_options=LinkPreviewOptions
  suggested_post_info=SuggestedPostInfo effect_id rich_message=RichMessage animation=Animation
  audio=Audio document=Document live_photo=LivePhoto paid_media=PaidMediaInfo photo=*PhotoSize
  sticker=Sticker story=Story video=Video video_note=VideoNote voice=Voice caption
  caption_entities=*MessageEntity show_caption_above_media=b has_media_spoiler=b
  checklist=Checklist contact=Contact dice=Dice game=Game poll=Poll venue=Venue location=Location
  new_chat_members=*User left_chat_member=User chat_owner_left=ChatOwnerLeft
  chat_owner_changed=ChatOwnerChanged new_chat_title new_chat_photo=*PhotoSize delete_chat_photo=b
  group_chat_created=b supergroup_chat_created=b channel_chat_created=b
  message_auto_delete_timer_changed=MessageAutoDeleteTimerChanged migrate_to_chat_id=i
  migrate_from_chat_id=i pinned_message=MaybeInaccessibleMessage invoice=Invoice
  successful_payment=SuccessfulPayment refunded_payment=RefundedPayment users_shared=UsersShared
  chat_shared=ChatShared gift=GiftInfo unique_gift=UniqueGiftInfo gift_upgrade_sent=GiftInfo
  connected_website write_access_allowed=WriteAccessAllowed passport_data=PassportData
  proximity_alert_triggered=ProximityAlertTriggered boost_added=ChatBoostAdded
  chat_background_set=ChatBackground checklist_tasks_done=ChecklistTasksDone
  checklist_tasks_added=ChecklistTasksAdded direct_message_price_changed=DirectMessagePriceChanged
  forum_topic_created=ForumTopicCreated forum_topic_edited=ForumTopicEdited
  forum_topic_closed=ForumTopicClosed forum_topic_reopened=ForumTopicReopened
  general_forum_topic_hidden=GeneralForumTopicHidden
  general_forum_topic_unhidden=GeneralForumTopicUnhidden giveaway_created=GiveawayCreated
  giveaway=Giveaway giveaway_winners=GiveawayWinners giveaway_completed=GiveawayCompleted
  managed_bot_created=ManagedBotCreated paid_message_price_changed=PaidMessagePriceChanged
  poll_option_added=PollOptionAdded poll_option_deleted=PollOptionDeleted
  suggested_post_approved=SuggestedPostApproved
  suggested_post_approval_failed=SuggestedPostApprovalFailed
  suggested_post_declined=SuggestedPostDeclined suggested_post_paid=SuggestedPostPaid
  suggested_post_refunded=SuggestedPostRefunded video_chat_scheduled=VideoChatScheduled
  video_chat_started=VideoChatStarted video_chat_ended=VideoChatEnded
  video_chat_participants_invited=VideoChatParticipantsInvited web_app_data=WebAppData
  reply_markup=InlineKeyboardMarkup
BusinessConnection: id user=User user_chat_id=i date=i rights=BusinessBotRights is_enabled=b
BusinessMessagesDeleted: business_connection_id chat=Chat message_ids=*i
MessageReactionUpdated: chat=Chat message_id=i user=User actor_chat=Chat date=i
  old_reaction=*ReactionType new_reaction=*ReactionType
MessageReactionCountUpdated: chat=Chat message_id=i date=i reactions=*ReactionCount
InlineQuery: id from=User query offset chat_type location=Location
ChosenInlineResult: result_id from=User location=Location inline_message_id query
CallbackQuery: id from=User message=MaybeInaccessibleMessage inline_message_id chat_instance data
  game_short_name
ShippingQuery: id from=User invoice_payload shipping_address=ShippingAddress
PreCheckoutQuery: id from=User currency total_amount=i invoice_payload shipping_option_id
  order_info=OrderInfo
PaidMediaPurchased: from=User paid_media_payload
Poll: id question question_entities=*MessageEntity options=*PollOption total_voter_count=i
  is_closed=b is_anonymous=b type allows_multiple_answers=b allows_revoting=b members_only=b
  country_codes=*s correct_option_ids=*i explanation explanation_entities=*MessageEntity
  explanation_media=PollMedia open_period=i close_date=i description
  description_entities=*MessageEntity media=PollMedia
PollAnswer: poll_id voter_chat=Chat user=User option_ids=*i option_persistent_ids=*s
ChatMemberUpdated: chat=Chat from=User date=i old_chat_member=ChatMember
  new_chat_member=ChatMember invite_link=ChatInviteLink via_join_request=b
  via_chat_folder_invite_link=b
ChatJoinRequest: chat=Chat from=User user_chat_id=i date=i bio invite_link=ChatInviteLink query_id
ChatBoostUpdated: chat=Chat boost=ChatBoost
ChatBoostRemoved: chat=Chat boost_id remove_date=i source=ChatBoostSource
ManagedBotUpdated: user=User bot=User
User: id=i is_bot=b first_name last_name username language_code is_premium=b
  added_to_attachment_menu=b
Chat: id=i type title username first_name last_name is_forum=b is_direct_messages=b
MessageOrigin: type date=i sender_user=User sender_user_name sender_chat=Chat author_signature
  chat=Chat message_id=i
Story: chat=Chat id=i
MessageEntity: type offset=i length=i url user=User language custom_emoji_id unix_time=i
  date_time_format
RichMessage: blocks=*RichBlock is_rtl=b
Animation: file_id file_unique_id width=i height=i duration=i thumbnail=PhotoSize file_name
  mime_type file_size=i
Audio: file_id file_unique_id duration=i performer title file_name mime_type file_size=i
  thumbnail=PhotoSize
Document: file_id file_unique_id thumbnail=PhotoSize file_name mime_type file_size=i
LivePhoto: photo=*PhotoSize file_id file_unique_id width=i height=i duration=i mime_type
  file_size=i
PaidMediaInfo: star_count=i paid_media=*PaidMedia
PhotoSize: file_id file_unique_id width=i height=i file_size=i
Sticker: file_id file_unique_id type width=i height=i is_animated=b is_video=b thumbnail=PhotoSize
  emoji set_name premium_animation=File mask_position=MaskPosition custom_emoji_id
  needs_repainting=b file_size=i
Video: file_id file_unique_id width=i height=i duration=i thumbnail=PhotoSize cover=*PhotoSize
  start_timestamp=i qualities=*VideoQuality file_name mime_type file_size=i
VideoNote: file_id file_unique_id length=i duration=i thumbnail=PhotoSize file_size=i
Voice: file_id file_unique_id duration=i mime_type file_size=i
Checklist: title title_entities=*MessageEntity tasks=*ChecklistTask others_can_add_tasks=b
  others_can_mark_tasks_as_done=b
Contact: phone_number first_name last_name user_id=i vcard
Dice: emoji value=i
Game: title description photo=*PhotoSize text text_entities=*MessageEntity animation=Animation
Venue: location=Location title address foursquare_id foursquare_type google_place_id
  google_place_type
Location: latitude=f longitude=f horizontal_accuracy=f live_period=i heading=i
  proximity_alert_radius=i
Invoice: title description start_parameter currency total_amount=i
Giveaway: chats=*Chat winners_selection_date=i winner_count=i only_new_members=b
  has_public_winners=b prize_description country_codes=*s prize_star_count=i
  premium_subscription_month_count=i
InlineKeyboardMarkup: inline_keyboard=**InlineKeyboardButton
ChatMember: status user=User is_anonymous=b custom_title until_date=i is_member=b
  can_manage_chat=b
InlineKeyboardButton: text url callback_data pay=b
RichBlock: type text blocks=*RichBlock items=**RichBlock
MaybeInaccessibleMessage: message_id=i chat=Chat date=i text caption from=User
  reply_markup=InlineKeyboardMarkup
ExternalReplyInfo: origin=MessageOrigin chat=Chat message_id=i sticker=Sticker
TextQuote: text entities=*MessageEntity position=i is_manual=b
WebAppData: data button_text
UsersShared: request_id=i users=*User
"""


def _read_shapes():
    shapes = {}
    for entry in SHAPES.strip().replace("\n  ", " ").splitlines():
        name, _, fields = entry.partition(": ")
        pairs = (field.partition("=") for field in fields.split())
        shapes[name] = {field: kind or "s" for field, _, kind in pairs}
    return shapes


SHAPE_OF = _read_shapes()
