-- What wrk asks (https://github.com/wg/wrk): `wrk -s load.lua URL -- MODE`.
--   plain     the address, over and over
--   again     with the ETag of the last answer, as one follower who asks without a pause
--   followers with the ETag that each of 500 followers in turn was given last; for one connection in a thread
-- At its end it prints one line of JSON.

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  mode = args[1]
  whole, unchanged, other = 0, 0, 0
  tags, turn = {}, 1
  wrk.headers["Accept-Encoding"] = "gzip"
  if mode == "plain" then response = nil end
end

function request()
  if mode == "followers" then turn = turn % 500 + 1 end
  if mode ~= "plain" then wrk.headers["If-None-Match"] = tags[turn] end
  return wrk.format()
end

function response(status, headers)
  if status == 304 then
    unchanged = unchanged + 1
  elseif status == 200 then
    whole = whole + 1
    tags[turn] = headers["ETag"] or headers["Etag"]
  else
    other = other + 1
  end
end

function done(summary)
  local sums = { whole = 0, unchanged = 0, other = 0 }
  for _, thread in ipairs(threads) do
    for name, sum in pairs(sums) do sums[name] = sum + (thread:get(name) or 0) end
  end
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"seconds":%.3f,"bytes":%.0f,"whole":%d,"unchanged":%d,"errors":%d}\n',
    summary.requests, summary.duration / 1e6, summary.bytes, sums.whole, sums.unchanged,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout + sums.other))
end
